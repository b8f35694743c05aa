package dev.sendfile.internal.end;

import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whether a channel leads to the file at a path is told without opening it. */
class ListedLocksTest {

  @TempDir Path folder;
  private Path file;
  private Path other;

  @BeforeEach
  void makeFiles() throws IOException {
    assumeTrue(Files.isReadable(Path.of("/proc/locks")), "only Linux lists locks");
    file = Files.write(folder.resolve("file"), new byte[10]);
    other = Files.write(folder.resolve("other"), new byte[10]);
  }

  @Test
  void oneFileIsKnownByAnyOfItsNames() throws IOException {
    Path hard = Files.createLink(folder.resolve("hard"), file);
    Path soft = Files.createSymbolicLink(folder.resolve("soft"), file);
    try (FileChannel read = FileChannel.open(file, READ)) {
      for (Path name : new Path[] {file, hard, soft}) {
        assertThat(ListedLocks.tell(read, name)).isTrue();
      }
      assertThat(ListedLocks.tell(read, other)).isFalse();
      assertThat(ListedLocks.tell(read, folder.resolve("none"))).isFalse();
    }
  }

  @Test
  void whatIsLockedWholeOrNotReadTellsNothingAndKeepsItsLocks() throws IOException {
    try (FileChannel read = FileChannel.open(file, READ);
        FileChannel written = FileChannel.open(file, WRITE)) {
      try (FileLock part = written.lock(0, 3, false)) {
        assertThat(ListedLocks.tell(read, file)).isTrue();
        assertThat(part.isValid()).isTrue();
      }
      try (FileLock whole = written.lock()) {
        assertThat(ListedLocks.tell(read, file)).isFalse();
        assertThat(whole.isValid()).isTrue();
      }
      assertThat(ListedLocks.tell(written, file)).isFalse();
      try (FileLock whole = written.tryLock()) {
        assertThat(whole).as("none was left").isNotNull();
      }
    }
  }
}
