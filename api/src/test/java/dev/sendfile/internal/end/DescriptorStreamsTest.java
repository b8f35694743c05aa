package dev.sendfile.internal.end;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.lang.ref.WeakReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A descriptor is read and written by one stream, however many transfers there are. */
class DescriptorStreamsTest {

  @TempDir Path folder;

  @Test
  void allTransfersOfADescriptorShareAStream() throws IOException {
    Path file = Files.write(folder.resolve("file"), new byte[10]);
    try (RandomAccessFile open = new RandomAccessFile(file.toFile(), "rw")) {
      FileDescriptor descriptor = open.getFD();
      FileInputStream reads = DescriptorStreams.READING.of(descriptor);
      FileOutputStream writes = DescriptorStreams.WRITING.of(descriptor);

      assertThat(DescriptorStreams.READING.of(descriptor)).isSameAs(reads);
      assertThat(DescriptorStreams.WRITING.of(descriptor)).isSameAs(writes);
    }
  }

  @Test
  void aDescriptorThatWasClosedIsRefused() throws IOException {
    Path file = Files.write(folder.resolve("file"), new byte[10]);
    FileDescriptor descriptor;
    try (FileInputStream open = new FileInputStream(file.toFile())) {
      descriptor = open.getFD();
      DescriptorStreams.READING.of(descriptor);
    }
    assertThatThrownBy(() -> DescriptorStreams.READING.of(descriptor))
        .isInstanceOf(UnusableEndException.class)
        .hasMessageContaining("not open");
  }

  @Test
  void nothingIsKeptOfADescriptorThatNobodyHas() throws IOException {
    Path file = Files.write(folder.resolve("file"), new byte[10]);
    WeakReference<FileInputStream> stream = used(file);
    Awaitility.await()
        .atMost(Duration.ofMinutes(1))
        .until(
            () -> {
              System.gc();
              return stream.get() == null;
            });
  }

  private static WeakReference<FileInputStream> used(Path file) throws IOException {
    try (RandomAccessFile open = new RandomAccessFile(file.toFile(), "r")) {
      return new WeakReference<>(DescriptorStreams.READING.of(open.getFD()));
    }
  }
}
