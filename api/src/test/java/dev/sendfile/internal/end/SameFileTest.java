package dev.sendfile.internal.end;

import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sendfile.EndingEarly;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Whether two channels lead to one file is told by locks, and without a trace. */
class SameFileTest {

  private static final int SIZE = 100;
  private static final int LOOKS = 20_000;

  @TempDir Path folder;
  private final List<FileChannel> opened = new ArrayList<>();
  private Path file;
  private Path other;
  private FileChannel read;

  @BeforeEach
  void makeFiles() throws IOException {
    file = Files.write(folder.resolve("file"), new byte[SIZE]);
    other = Files.write(folder.resolve("other"), new byte[SIZE]);
    read = open(file, READ);
  }

  @AfterEach
  void close() throws IOException {
    for (FileChannel each : opened) {
      each.close();
    }
  }

  private FileChannel open(Path path, OpenOption... options) throws IOException {
    FileChannel channel = FileChannel.open(path, options);
    opened.add(channel);
    return channel;
  }

  @Test
  void oneFileIsKnownByAnyOfItsNamesAndHandles() throws IOException {
    Path hard = Files.createLink(folder.resolve("hard"), file);
    Path soft = Files.createSymbolicLink(folder.resolve("soft"), file);
    try (RandomAccessFile both = new RandomAccessFile(file.toFile(), "rw");
        FileInputStream stream = new FileInputStream(hard.toFile())) {
      for (FileChannel from : List.of(read, both.getChannel(), stream.getChannel())) {
        assertThat(SameFile.of(from, open(file, WRITE))).isEqualTo(SameFile.YES);
        assertThat(SameFile.of(from, open(hard, APPEND))).isEqualTo(SameFile.YES);
        assertThat(SameFile.of(from, open(soft, READ, WRITE))).isEqualTo(SameFile.YES);
        assertThat(SameFile.of(from, both.getChannel())).isEqualTo(SameFile.YES);
        assertThat(SameFile.of(from, open(other, WRITE))).isEqualTo(SameFile.NO);
      }
    }
  }

  @Test
  void aFileThatTookTheNameIsAnotherOne() throws IOException {
    Files.delete(file);
    Files.write(file, new byte[SIZE]);

    assertThat(SameFile.of(read, open(file, WRITE))).isEqualTo(SameFile.NO);
  }

  @Test
  void filesOfTwoSizesOrOfNoneAreNotLocked() throws IOException {
    FileChannel larger = open(Files.write(other, new byte[SIZE + 1]), WRITE);
    FileChannel smaller = open(Files.write(folder.resolve("small"), new byte[SIZE - 1]), WRITE);
    try (FileLock whole = read.lock(0, Long.MAX_VALUE, true)) {
      assertThat(whole.isValid()).isTrue();
      assertThat(SameFile.of(read, larger)).isEqualTo(SameFile.NO);
      assertThat(SameFile.of(read, smaller)).isEqualTo(SameFile.NO);
    }
    Path empty = Files.createFile(folder.resolve("empty"));
    assertThat(SameFile.of(open(empty, READ), open(empty, WRITE)))
        .as("nothing to lose")
        .isEqualTo(SameFile.NO);
  }

  /** Between the looks at the two channels the file may have grown. */
  @Test
  void aFileThatGrowsIsTheSame() throws IOException {
    FileChannel written = open(file, WRITE);
    try (EndingEarly growing =
        new EndingEarly(SIZE, SIZE) {
          @Override
          public long size() {
            try {
              written.write(ByteBuffer.allocate(1), SIZE);
              return read.size();
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
          }

          @Override
          public FileLock tryLock(long position, long length, boolean shared) {
            try {
              return read.tryLock(position, length, shared);
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
          }
        }) {
      assertThat(SameFile.of(growing, written)).isEqualTo(SameFile.YES);
    }
  }

  /** Whose lock overlaps is not told where both files are locked. */
  @Test
  void whatThisProcessHasLockedItselfIsNotMistaken() throws IOException {
    FileChannel same = open(file, WRITE);
    FileChannel different = open(other, WRITE);
    try (FileLock part = same.lock(0, 10, false)) {
      assertThat(SameFile.of(read, same)).isEqualTo(SameFile.YES);
      assertThat(SameFile.of(read, different)).isEqualTo(SameFile.NO);
      assertThat(part.isValid()).isTrue();
    }
    try (FileLock whole = different.lock()) {
      assertThat(SameFile.of(read, different)).as("which is locked").isEqualTo(SameFile.NO);
      assertThat(SameFile.of(read, same)).as("another one is locked").isEqualTo(SameFile.YES);
      try (FileLock both = same.lock()) {
        assertThat(SameFile.of(read, different)).as("both are").isEqualTo(SameFile.UNTOLD);
        assertThat(both.isValid() && whole.isValid()).isTrue();
      }
    }
    try (FileLock whole = same.lock()) {
      assertThat(SameFile.of(read, same)).as("which is locked").isEqualTo(SameFile.UNTOLD);
      assertThat(SameFile.of(read, different)).as("the one that is read is").isEqualTo(SameFile.NO);
      assertThat(whole.isValid()).isTrue();
    }
  }

  /** Whoever locks all of a file again and again may do so between any two calls of a look. */
  @Test
  @Timeout(value = 2, unit = TimeUnit.MINUTES)
  void oneFileIsNeverTakenForTwoWhileOthersLockIt() throws Exception {
    FileChannel same = open(file, WRITE);
    FileChannel different = open(other, WRITE);
    FileChannel locked = open(file, READ, WRITE);
    AtomicBoolean over = new AtomicBoolean();
    Thread locker =
        new Thread(
            () -> {
              while (!over.get()) {
                try (FileLock whole = locked.lock()) {
                  Thread.yield();
                } catch (OverlappingFileLockException e) {
                  // a look is under way
                } catch (IOException e) {
                  throw new UncheckedIOException(e);
                }
              }
            });
    locker.start();
    try {
      for (int i = 0; i < LOOKS; i++) {
        assertThat(SameFile.of(read, same)).isNotEqualTo(SameFile.NO);
        assertThat(SameFile.of(read, different)).isNotEqualTo(SameFile.YES);
      }
    } finally {
      over.set(true);
      locker.join();
    }
  }

  @Test
  void locksStayAndNoneIsLeft() throws IOException {
    Path locks = Path.of("/proc/locks");
    assumeTrue(Files.isReadable(locks), "only Linux lists locks");
    FileChannel same = open(file, WRITE);
    try (FileLock part = same.lock(3, 10, false)) {
      List<String> before = ofFile(locks);
      assertThat(before).hasSize(1);
      assertThat(SameFile.of(read, same)).isEqualTo(SameFile.YES);
      assertThat(SameFile.of(read, open(other, WRITE))).isEqualTo(SameFile.NO);
      assertThat(ofFile(locks)).isEqualTo(before);
      assertThat(part.isValid()).isTrue();
    }
    assertThat(ofFile(locks)).isEmpty();
  }

  /** Behind the number of each lock, which is the place in the list. */
  private List<String> ofFile(Path locks) throws IOException {
    String inode = ":" + Files.getAttribute(file, "unix:ino") + " ";
    return Files.readAllLines(locks).stream()
        .filter(it -> it.contains(inode))
        .map(it -> it.substring(it.indexOf(':')))
        .toList();
  }

  @Test
  void ofAChannelThatCannotBeReadOrLockedNothingIsTold() throws IOException {
    FileChannel written = open(file, WRITE);
    assertThat(SameFile.of(open(file, WRITE), written)).isEqualTo(SameFile.UNTOLD);
    try (EndingEarly unlockable = new EndingEarly(SIZE, SIZE)) {
      assertThat(SameFile.of(unlockable, written)).isEqualTo(SameFile.UNTOLD);
      assertThat(SameFile.of(read, unlockable)).isEqualTo(SameFile.UNTOLD);
    }
  }

  /** Others that share it are told that it is locked for as long. */
  @Test
  void theChannelThatIsReadIsLockedForNoLongerThanItTakes() throws IOException {
    FileChannel written = open(other, WRITE);
    List<String> calls = new ArrayList<>();
    try (EndingEarly watched =
        new EndingEarly(SIZE, SIZE) {
          @Override
          public FileLock tryLock(long position, long length, boolean shared) {
            calls.add(otherIsLocked(position) ? "while the other is locked" : "first");
            try {
              return read.tryLock(position, length, shared);
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
          }
        }) {
      assertThat(SameFile.of(watched, written)).isEqualTo(SameFile.NO);
    }
    assertThat(calls).containsExactly("while the other is locked");
  }

  private boolean otherIsLocked(long position) {
    try (FileLock lock = open(other, WRITE).tryLock(position, 1, false)) {
      return lock == null;
    } catch (OverlappingFileLockException e) {
      return true;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
