package dev.sendfile.internal.end;

import dev.sendfile.internal.thread.Closers;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Opens a FIFO or a device. That may take for ever, since a FIFO waits for somebody at its other
 * end, and nothing of the JDK's ends it: so another thread does it, and who waits for that thread
 * can give up.
 */
final class PatientOpening implements Closers.Call {

  /** How long a FIFO is held open for the thread that is about to open it too. */
  private static final long HOLD_NANOS = TimeUnit.SECONDS.toNanos(1);

  /** How often: a thread that does not come out of it for so long hangs in something else. */
  private static final int TRIES = 60;

  private final Path path;
  private final OpenOption mode;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private @Nullable Closers closers;
  private @Nullable FileChannel channel;
  private @Nullable Throwable failure;
  private boolean begun;
  private boolean over;
  private boolean givenUp;

  /** Which file had that name when it was opened. */
  private volatile @Nullable Object key;

  /**
   * Makes an opening that has not begun.
   *
   * @param path what to open
   * @param mode for reading or for writing
   */
  PatientOpening(Path path, OpenOption mode) {
    this.path = path;
    this.mode = mode;
  }

  /**
   * Opens, and waits until that is done.
   *
   * @param threads those who have a thread that may hang
   * @return the channel; who asked closes it
   * @throws AsynchronousCloseException if another thread gave it up
   * @throws InterruptedIOException if the thread was interrupted; the flag is kept
   */
  FileChannel open(Closers threads) throws IOException {
    lock.lock();
    try {
      closers = threads;
      if (!givenUp) {
        begin(threads);
      }
      while (!over && !givenUp) {
        changed.await();
      }
      return result();
    } catch (InterruptedException e) {
      giveUp();
      closeQuietly(channel); // it was opened in this very moment
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while " + describe());
    } finally {
      lock.unlock();
    }
  }

  private void begin(Closers threads) throws IOException {
    Closers.Whose whose =
        FifoSource.isFifo(path) ? Closers.Whose.FIFO : Closers.Whose.DEVICE; // which do not wait
    threads.requireRoom(whose);
    try {
      threads.run(whose, this);
    } catch (OutOfMemoryError e) { // that is how the JDK says that there are too many threads
      throw new IOException("no thread can be started that opens " + path, e);
    }
  }

  private FileChannel result() throws IOException {
    FileChannel opened = channel;
    if (givenUp) {
      throw new AsynchronousCloseException();
    }
    if (opened == null) {
      throw failure instanceof IOException e ? e : new IOException(describe() + " failed", failure);
    }
    return opened;
  }

  @Override
  public void run() {
    if (!begins()) {
      return;
    }
    FileChannel opened = null;
    Throwable failed = null;
    try {
      key = keyOf(path);
      opened = FileChannel.open(path, mode);
    } catch (Throwable e) { // who waits must hear of it
      failed = e;
    }
    lock.lock();
    try {
      over = true;
      failure = failed;
      if (!givenUp) {
        channel = opened;
        opened = null;
      }
      changed.signalAll();
    } finally {
      lock.unlock();
    }
    closeQuietly(opened);
  }

  private static @Nullable Object keyOf(Path path) {
    try {
      return Attributes.of(path).fileKey();
    } catch (IOException e) {
      return null; // to open it will tell why
    }
  }

  /** Returns whether anybody still waits for it. */
  private boolean begins() {
    lock.lock();
    try {
      begun = !givenUp;
      return begun;
    } finally {
      lock.unlock();
    }
  }

  private static void closeQuietly(@Nullable FileChannel late) {
    if (late != null) {
      try {
        late.close();
      } catch (IOException e) {
        return; // nobody has written to it
      }
    }
  }

  @Override
  public String describe() {
    return "opening a FIFO or a device";
  }

  /** Gives up. From any thread, any number of times; nothing happens once it is open. */
  void giveUp() {
    lock.lock();
    try {
      if (!over && !givenUp) {
        givenUp = true;
        changed.signalAll();
        if (begun && closers != null) {
          closers.run(Closers.Whose.GIVEN_UP, new Release());
        }
      }
    } finally {
      lock.unlock();
    }
  }

  boolean isGivenUp() {
    lock.lock();
    try {
      return givenUp;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Waits for the end of the opening.
   *
   * @return whether it has ended
   */
  private boolean awaitOver() throws InterruptedException {
    lock.lock();
    try {
      long left = HOLD_NANOS;
      while (!over && left > 0) {
        left = changed.awaitNanos(left);
      }
      return over;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Frees the thread: to open a FIFO for both never blocks, and ends the wait of whoever waits for
   * the other side. A reader among them, if it is somebody else, sees an end. It stays open until
   * the thread has come out, which may only be about to go in.
   */
  private final class Release implements Closers.Call {
    @Override
    public void run() {
      try {
        boolean more = true;
        for (int i = 0; more && i < TRIES; i++) {
          more = isSame() && !release();
        }
      } catch (IOException e) {
        return; // it is gone, or may not be opened for both: the thread stays
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }

    /** Whether it is still the FIFO that is being opened which has that name. */
    private boolean isSame() {
      Object opened = key; // before the thread has looked, that is what it will meet
      return FifoSource.isFifo(path) && (opened == null || opened.equals(keyOf(path)));
    }

    private boolean release() throws IOException, InterruptedException {
      FileChannel both = null;
      try {
        both = FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE);
        return awaitOver();
      } catch (NoSuchFileException | AccessDeniedException e) {
        throw e;
      } catch (IOException e) { // there are no descriptors left, as a rule
        return awaitOver();
      } finally {
        closeQuietly(both);
      }
    }

    @Override
    public String describe() {
      return "giving up to open a FIFO";
    }
  }
}
