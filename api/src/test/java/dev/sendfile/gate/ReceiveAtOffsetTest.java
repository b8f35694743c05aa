package dev.sendfile.gate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sendfile.spi.Batch;
import dev.sendfile.spi.Session;
import dev.sendfile.spi.Step;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.ReadableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Holds that a session which receives into a file at an offset needs nothing but the batch. */
class ReceiveAtOffsetTest {

  @TempDir Path directory;

  /**
   * Takes bytes from a channel and writes them where the batch says; keeps what was not accepted.
   */
  private record Receive(ReadableByteChannel source, FileChannel target) implements Session {
    @Override
    public Step step(Batch batch) throws IOException {
      ByteBuffer buffer = ByteBuffer.allocate((int) Math.min(batch.max(), 1000));
      if (source.read(buffer) < 0) {
        return Step.END_OF_SOURCE;
      }
      return Step.moved(target.write(buffer.flip(), batch.targetPosition()));
    }
  }

  private record At(long position, long targetPosition, long max) implements Batch {
    @Override
    public ByteBuffer header() {
      return ByteBuffer.allocate(0);
    }

    @Override
    public boolean more() {
      return true;
    }
  }

  @Test
  void bytesAroundTheRangeStayAsTheyAre() throws IOException {
    byte[] upload = new byte[4500];
    new Random(7).nextBytes(upload);
    byte[] before = new byte[10_000];
    Arrays.fill(before, (byte) 'x');
    Path file = Files.write(directory.resolve("target"), before);

    long done = 0;
    try (FileChannel target = FileChannel.open(file, StandardOpenOption.WRITE);
        Session session =
            new Receive(Channels.newChannel(new ByteArrayInputStream(upload)), target)) {
      while (session.step(new At(0, 2000 + done, upload.length)) instanceof Step.Moved moved) {
        done += moved.bytes();
      }
      assertThat(target.position()).isZero();
    }

    byte[] expected = before.clone();
    System.arraycopy(upload, 0, expected, 2000, upload.length);
    assertThat(Files.readAllBytes(file)).isEqualTo(expected);
  }
}
