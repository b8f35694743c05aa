package dev.sendfile;

import java.util.concurrent.atomic.AtomicBoolean;

/**
 * One transfer, as a handle: it is run by one thread and may be cancelled and asked by others. Get
 * one from {@link Sendfile#open}; where nobody needs to cancel, {@link Sendfile#transfer} is
 * simpler.
 */
public final class Transfer implements AutoCloseable {

  private final Driver driver;
  private final AtomicBoolean used = new AtomicBoolean();

  Transfer(Driver driver) {
    this.driver = driver;
  }

  /**
   * Runs the transfer to its end, on the calling thread. Once only.
   *
   * @return what it did
   * @throws TransferException if it did not end as asked; it says how many bytes the target
   *     accepted
   * @throws IllegalStateException if it was run or closed before
   */
  public TransferResult run() throws TransferException {
    if (!used.compareAndSet(false, true)) {
      throw new IllegalStateException("this transfer was run or closed before; open a new one");
    }
    return driver.run();
  }

  /**
   * Asks the transfer to stop. Between two steps it stops without closing anything. A step that is
   * still blocked a tenth of a second later is ended by closing its end, if that is a channel or a
   * socket; a stream of which the engine knows nothing is left alone. May be called from any
   * thread, any number of times, also before {@link #run} and after its end.
   */
  public void cancel() {
    driver.cancel();
  }

  /**
   * Returns how many bytes the target has accepted so far, header and trailer included. From any
   * thread; while the transfer runs, the answer may be a step behind.
   *
   * @return the number of bytes
   */
  public long bytesTransferred() {
    return driver.acceptedSoFar();
  }

  /**
   * Gives back what a transfer that was never run holds: a file that was opened for it. After
   * {@link #run} it does nothing.
   */
  @Override
  public void close() {
    if (used.compareAndSet(false, true)) {
      driver.close();
    }
  }
}
