package dev.sendfile.internal.end;

import dev.sendfile.internal.thread.Closers;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.FileChannel;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Opens a FIFO or a device. That may take for ever, since a FIFO waits for somebody at its other
 * end, and nothing of the JDK's ends it: so another thread does it, and who waits for that thread
 * can give up.
 */
final class PatientOpening implements Closers.Call {

  private final Path path;
  private final OpenOption mode;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private @Nullable Closers closers;
  private @Nullable FileChannel channel;
  private @Nullable Throwable failure;
  private boolean over;
  private boolean givenUp;

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
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while " + describe());
    } finally {
      lock.unlock();
    }
  }

  private void begin(Closers threads) throws IOException {
    try {
      threads.run(Closers.Whose.OPENED, this);
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
    FileChannel opened = null;
    Throwable failed = null;
    try {
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
        if (closers != null) {
          closers.run(Closers.Whose.OPENED, new Release(path));
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
   * Frees the thread: to open a FIFO for both never blocks, and ends the wait of whoever waits for
   * the other side. A reader among them, if it is somebody else, sees an end.
   */
  private record Release(Path path) implements Closers.Call {
    @Override
    public void run() {
      if (FifoSource.isFifo(path)) {
        try {
          closeQuietly(FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE));
        } catch (IOException e) {
          return; // without the permission for both the thread stays
        }
      }
    }

    @Override
    public String describe() {
      return "giving up to open a FIFO";
    }
  }
}
