package dev.sendfile.cli;

import java.io.IOException;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/** Work on a thread of its own: what feeds a source of the demo, and what reads its target. */
final class Background {

  private final FutureTask<Long> task;

  private Background(FutureTask<Long> task) {
    this.task = task;
  }

  /**
   * Begins the work.
   *
   * @param name of the thread
   * @param work what is done; returns a number of bytes
   */
  static Background start(String name, Callable<Long> work) {
    FutureTask<Long> task = new FutureTask<>(work);
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    thread.start();
    return new Background(task);
  }

  /** Waits for the end of the work; returns the number of bytes. */
  long await() throws IOException, InterruptedException {
    try {
      return task.get();
    } catch (ExecutionException e) {
      throw new IOException("the other side failed: " + e.getCause(), e);
    }
  }
}
