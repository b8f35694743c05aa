package dev.sendfile.benchmarks;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Lets the thread that made it end in its own way when the JVM is told to end: it is interrupted,
 * and waited for until it closes this.
 */
final class Interruption implements AutoCloseable {

  private static final long PATIENCE_SECONDS = 60;

  private final Thread worker = Thread.currentThread();
  private final Thread hook = new Thread(this::interrupt, "interruption");
  private final CountDownLatch over = new CountDownLatch(1);
  private volatile boolean wanted;

  Interruption() {
    Runtime.getRuntime().addShutdownHook(hook);
  }

  /** Whether the JVM is about to end. */
  boolean wanted() {
    return wanted;
  }

  private void interrupt() {
    wanted = true;
    worker.interrupt();
    try {
      if (!over.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        System.err.println("benchmarks: what is being measured does not end: it is given up");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // the JVM ends anyway
    }
  }

  /** From here on, nobody has to be waited for. */
  @Override
  public void close() {
    over.countDown();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // it runs
    }
  }
}
