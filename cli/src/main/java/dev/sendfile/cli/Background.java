package dev.sendfile.cli;

import java.io.Closeable;
import java.io.IOException;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * Work on a thread of its own: what feeds a source of the demo, and what reads its target. Where it
 * fails, whatever was thrown, the ends of the transfer are closed: nobody would ever feed or read
 * them, and the transfer would wait for ever.
 */
final class Background implements Runnable {

  private final Callable<Long> work;
  private final Closeable ends;
  private final Thread thread;
  private volatile @Nullable Throwable failure;
  private volatile long bytes;
  private volatile boolean complete;

  private Background(String name, Callable<Long> work, Closeable ends) {
    this.work = work;
    this.ends = ends;
    thread = new Thread(this, name);
  }

  /**
   * Begins the work.
   *
   * @param name of the thread
   * @param work what is done; returns a number of bytes
   * @param ends closed if it fails
   */
  static Background start(String name, Callable<Long> work, Closeable ends) {
    Background background = new Background(name, work, ends);
    background.thread.setDaemon(true);
    background.thread.start();
    return background;
  }

  @Override
  public void run() {
    try {
      bytes = work.call();
      complete = true;
    } catch (Throwable e) {
      failure = e;
    } finally {
      if (!complete) {
        giveUp();
      }
    }
  }

  private void giveUp() {
    try {
      ends.close();
    } catch (IOException e) {
      // whoever waits for them finds out
    }
  }

  /** Waits for the end of the work; returns the number of bytes. */
  long await() throws IOException, InterruptedException {
    thread.join(); // not for a result: a thread that dies may leave none
    throwFailure();
    return bytes;
  }

  private void throwFailure() throws IOException {
    if (failure instanceof Error error) {
      throw error;
    }
    if (!complete) {
      throw new IOException("the other side failed: " + failure, failure);
    }
  }

  /**
   * Throws what ended the work, if it has failed: that ended the transfer, too, and not the other
   * way round.
   *
   * @param e what the transfer threw
   */
  void blameFor(Throwable e) throws IOException, InterruptedException {
    if (failure == null) {
      return;
    }
    try {
      await();
    } catch (IOException | Error mine) {
      mine.addSuppressed(e);
      throw mine;
    }
  }
}
