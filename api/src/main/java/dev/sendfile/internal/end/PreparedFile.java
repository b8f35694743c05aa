package dev.sendfile.internal.end;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A file that is opened once for many transfers. Now and then it looks whether its path still leads
 * to the same file in the same state; if not, it opens what is there now, and what was there before
 * is closed when the last transfer that began with it has ended.
 */
public final class PreparedFile {

  /** After which a look hangs: 100 ms. One takes some 2 microseconds. */
  private static final long PATIENCE_MILLIS = 100;

  private final Path path;
  private final long mapUpTo;
  private final long checkNanos;

  /** Held by who looks, which may take for ever: others go on with what was seen before. */
  private final ReentrantLock looking = new ReentrantLock();

  /** Held while the state is exchanged, which takes no time. */
  private final ReentrantLock changing = new ReentrantLock();

  private volatile FileState state;
  private volatile long lookedAt;
  private volatile boolean closed;

  /**
   * Opens the file.
   *
   * @param path the file
   * @param mapUpTo the size in bytes up to which a mapping may be kept, 0 for none
   * @param checkNanos how old the last look may be, in nanoseconds
   * @throws IOException if it cannot be opened for reading, or is not a regular file
   */
  public PreparedFile(Path path, long mapUpTo, long checkNanos) throws IOException {
    this.path = path;
    this.mapUpTo = mapUpTo;
    this.checkNanos = checkNanos;
    this.lookedAt = System.nanoTime();
    this.state = open(regular(path));
  }

  /**
   * Returns the file.
   *
   * @return its path
   */
  public Path path() {
    return path;
  }

  /**
   * Returns the size of the file when it was looked at last.
   *
   * @return the size in bytes
   */
  public long size() {
    return state.size();
  }

  /** Returns the source as it is now, for one transfer. */
  EngineSource acquire() throws IOException {
    if (!closed && isDue()) {
      look();
    }
    FileState now;
    do {
      if (closed) {
        throw new UnusableEndException(
            "the prepared source " + path + " is closed; open a new one", null);
      }
      now = state;
    } while (!now.retain());
    return now;
  }

  /** An interrupt closes a channel that a thread is blocked on, shared or not. */
  private boolean isDue() {
    return !state.isOpen() || System.nanoTime() - lookedAt >= checkNanos;
  }

  /** Looks. A look that fails does not count: the next transfer looks again. */
  private void look() throws IOException {
    if (!mayLook()) {
      return;
    }
    try {
      if (!closed && isDue()) { // another thread may have looked meanwhile
        long now = System.nanoTime();
        BasicFileAttributes found = regular(path);
        FileState before = state;
        if (!before.isOf(found) || !before.isOpen()) {
          exchange(open(found));
        }
        lookedAt = now;
      }
    } finally {
      looking.unlock();
    }
  }

  /**
   * Whether it is this thread's turn to look. Another one may hang in that, so who has an open file
   * waits for it no longer than looks take.
   */
  private boolean mayLook() {
    if (looking.tryLock()) {
      return true;
    }
    if (!state.isOpen()) {
      looking.lock();
      return true;
    }
    try {
      return looking.tryLock(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** From now on transfers begin with this; unless the file was closed while it was opened. */
  private void exchange(FileState opened) {
    changing.lock();
    try {
      FileState before = closed ? opened : state;
      if (!closed) {
        state = opened;
      }
      before.release();
    } finally {
      changing.unlock();
    }
  }

  /** Opens what a path led to a moment ago; looks again should it lead elsewhere by then. */
  private FileState open(BasicFileAttributes first) throws IOException {
    BasicFileAttributes before = first;
    while (true) {
      FileChannel channel = FileChannel.open(path, StandardOpenOption.READ);
      FileState opened = null;
      try {
        BasicFileAttributes after = regular(path);
        if (Objects.equals(before.fileKey(), after.fileKey())) {
          opened = new FileState(channel, path, after, after.size() <= mapUpTo);
          return opened;
        }
        before = after;
      } finally {
        if (opened == null) {
          channel.close();
        }
      }
    }
  }

  private static BasicFileAttributes regular(Path path) throws IOException {
    BasicFileAttributes attributes = Attributes.ofSource(path);
    if (!attributes.isRegularFile()) {
      throw new UnusableEndException(
          path + " is not a regular file, so nothing of it can be kept; send it by its path", null);
    }
    return attributes;
  }

  /**
   * Forgets what a strategy keeps with this file, or may keep in a transfer under way. It is closed
   * when the last transfer that uses it has ended.
   *
   * @param loader the class loader of the strategy
   */
  public void letGo(ClassLoader loader) {
    changing.lock();
    try {
      FileState before = state;
      if (!closed && before.mayHold(loader)) {
        state = before.renewed();
        before.release();
      }
    } finally {
      changing.unlock();
    }
  }

  /** Closes the file as soon as no transfer uses it. Any number of times. */
  public void close() {
    changing.lock();
    try {
      if (!closed) {
        closed = true;
        state.release();
      }
    } finally {
      changing.unlock();
    }
  }

  @Override
  public String toString() {
    return path.toString();
  }
}
