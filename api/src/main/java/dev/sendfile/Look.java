package dev.sendfile;

import dev.sendfile.internal.thread.Closers;
import java.io.IOException;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * A look at files, which may hang where they are kept: on a server that does not answer, for
 * example. So another thread looks, and who waits for it can give up.
 */
final class Look implements Closers.Call {

  /** The least time that a look has, however short the timeouts of transfers are. */
  private static final long LEAST_NANOS = TimeUnit.SECONDS.toNanos(1);

  /** All that counts of a wait for as long: who waits may have been stopped or starved as well. */
  private static final long SLICE_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

  private final FutureTask<Explanation> task;
  private final @Nullable ClassLoader loader = Thread.currentThread().getContextClassLoader();

  Look(Callable<Explanation> look) {
    task = new FutureTask<>(look);
  }

  /**
   * Looks, and waits for that until the thread is interrupted, or the longer of the timeouts is
   * over; for a second at least, if there is one.
   *
   * @param terms those by which it looks
   * @return what was seen
   * @throws TransferException what the look has thrown, or that it was given up
   */
  Explanation by(Terms terms) throws TransferException {
    try {
      begin(terms.engine().watchdog().closers());
      long nanos = Math.max(terms.settings().readTimeout(), terms.settings().writeTimeout());
      return nanos > 0 ? await(Math.max(nanos, LEAST_NANOS)) : task.get();
    } catch (ExecutionException e) {
      throw Throwing.<RuntimeException>as(Objects.requireNonNull(e.getCause()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new TransferInterruptedException(
          "the thread was interrupted while it was looked at the ends", null, Account.NOTHING);
    } catch (TimeoutException e) {
      throw new TransferTimeoutException(
          "to look at the ends took longer than the timeout; the file system does not answer",
          null,
          Account.NOTHING,
          FailedEnd.NEITHER);
    }
  }

  private void begin(Closers closers) throws TransferException {
    try {
      closers.requireRoom(Closers.Whose.LOOKED_AT);
      closers.run(Closers.Whose.LOOKED_AT, this);
    } catch (IOException e) {
      throw notBegun(Words.of(e), e.getCause());
    } catch (OutOfMemoryError e) { // that is how the JDK says that there are too many threads
      throw notBegun("no thread can be started: " + e.getMessage(), e);
    }
  }

  private static TransferException notBegun(String why, @Nullable Throwable cause) {
    return new TransferException(
        "the ends cannot be looked at: " + why, cause, Account.NOTHING, FailedEnd.NEITHER);
  }

  private Explanation await(long nanos)
      throws ExecutionException, InterruptedException, TimeoutException {
    for (long left = nanos; left > SLICE_NANOS; left -= SLICE_NANOS) {
      try {
        return task.get(SLICE_NANOS, TimeUnit.NANOSECONDS);
      } catch (TimeoutException e) {
        // there is more time
      }
    }
    return task.get(SLICE_NANOS, TimeUnit.NANOSECONDS);
  }

  @Override
  public void run() {
    Thread thread = Thread.currentThread();
    thread.setContextClassLoader(loader); // a provider of paths may go by it
    try {
      task.run();
    } finally {
      thread.setContextClassLoader(null);
    }
  }

  @Override
  public String describe() {
    return "looking at a file";
  }
}
