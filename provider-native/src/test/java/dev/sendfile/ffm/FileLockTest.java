package dev.sendfile.ffm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sendfile.spi.Plan;
import dev.sendfile.spi.Session;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The system drops all locks of a process on a file with any descriptor of it. */
class FileLockTest {

  private final ScriptedLinux linux = new ScriptedLinux();

  @TempDir Path folder;
  private Connection from;

  @BeforeEach
  void connect() throws IOException {
    from = Connection.open();
  }

  @AfterEach
  void disconnect() throws IOException {
    from.close();
  }

  private Session receive(FileChannel target) throws IOException {
    NativeSplice strategy = new NativeSplice(null);
    Plan plan = Plans.of(from.near, target, 1 << 20);
    return strategy.open(plan, new TestContext(), new Calls(strategy, linux));
  }

  @Test
  void aLockOfTheTargetOutlivesTheTransfer() throws Exception {
    Path file = folder.resolve("locked");
    try (FileChannel target =
            FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock lock = target.lock()) {
      assertThat(lock.isValid()).isTrue();
      try {
        receive(target).close();
      } catch (NoDescriptorException e) {
        assertThat(e).hasMessageContaining("lock");
      }

      assertThat(isLocked(file)).isTrue();
    }
  }

  /** As the library looks for another handle of the same file. */
  @Test
  void aLockThatWasGivenBackDeclinesNothing() throws Exception {
    assumeTrue(OpenedAccess.TO_CHANNELS, "no access to descriptors");
    Path file = folder.resolve("unlocked");
    try (FileChannel target =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      target.lock().release();

      try (Session session = receive(target)) {
        assertThat(session.detained()).isZero();
      }
    }
  }

  /** As the system sees it: by device and inode. */
  static boolean isLocked(Path file) throws IOException {
    long inode = (Long) Files.getAttribute(file, "unix:ino");
    return Files.readAllLines(Path.of("/proc/locks")).stream()
        .anyMatch(it -> it.contains(":" + inode + " "));
  }
}
