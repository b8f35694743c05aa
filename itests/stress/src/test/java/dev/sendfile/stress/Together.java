package dev.sendfile.stress;

import org.jetbrains.lincheck.Lincheck;

/**
 * Tasks of several threads, in one order after the other: the model checker switches threads where
 * they read or write what they share. It finds what comes of an order, but not what comes of a
 * missing {@code volatile}: its threads see all writes at once.
 */
public final class Together {

  /** Orders to try, unless all there are have been tried before. */
  private static final int ORDERS = Integer.getInteger("sendfile.stress.orders", 300);

  /** What one thread does. */
  @FunctionalInterface
  public interface Task {
    /**
     * Does it.
     *
     * @throws Exception if something is wrong
     */
    void run() throws Exception;
  }

  /** What is reached from a static field, the checker knows to be shared. */
  private static Object known;

  private Together() {}

  /** Tries a scenario, which makes all that it uses, in many orders. */
  public static void inManyOrders(Task scenario) {
    Lincheck.runConcurrentTest(ORDERS, () -> rethrow(failureOf(scenario)));
  }

  /**
   * Runs tasks at once, the last one on the calling thread, until all have ended.
   *
   * @param shared what they share. The checker cannot look into lambda expressions for it, and
   *     takes what it does not find shared for one thread's own, where no order matters
   */
  public static void run(Object shared, Task... tasks) throws InterruptedException {
    known = shared;
    Runner[] runners = new Runner[tasks.length];
    for (int i = 0; i < tasks.length; i++) {
      runners[i] = new Runner(tasks[i]);
    }
    int last = tasks.length - 1;
    Thread[] threads = new Thread[last];
    for (int i = 0; i < last; i++) {
      threads[i] = new Thread(runners[i]);
      threads[i].start();
    }
    runners[last].run();
    for (Thread each : threads) {
      each.join();
    }
    for (Runner each : runners) {
      rethrow(each.failure);
    }
  }

  private static final class Runner implements Runnable {
    final Task task;
    Throwable failure;

    Runner(Task task) {
      this.task = task;
    }

    @Override
    public void run() {
      failure = failureOf(task);
    }
  }

  private static Throwable failureOf(Task task) {
    try {
      task.run();
      return null;
    } catch (Exception | AssertionError e) { // the checker has errors of its own
      return e;
    }
  }

  private static void rethrow(Throwable failure) {
    if (failure instanceof Error error) {
      throw error;
    }
    if (failure != null) {
      throw new AssertionError(failure);
    }
  }

  /** As an assertion of a library would be, but without its thousand calls to look into. */
  public static void check(boolean holds, String what) {
    if (!holds) {
      throw new AssertionError(what);
    }
  }
}
