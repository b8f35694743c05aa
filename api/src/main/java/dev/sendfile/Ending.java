package dev.sendfile;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Ends a transfer, well or not. The account is taken while the strategies can still tell; then all
 * is given back; only then does the listener hear of the end, and may begin the next transfer on
 * the same ends.
 */
final class Ending {

  private Ending() {}

  /**
   * Ends a transfer.
   *
   * @param driver the transfer
   * @param stopped what has stopped it; {@code null} if every byte was accepted
   * @param handle who is asked for the result, if anybody is
   * @return what it did
   * @throws TransferException if it did not end as asked. An {@code Error} is thrown itself, with
   *     that account suppressed in it
   */
  static TransferResult of(Driver driver, @Nullable Throwable stopped, @Nullable Transfer handle)
      throws TransferException {
    if (stopped != null) {
      TransferException failure = account(driver, stopped);
      Throwable first = Objects.requireNonNull(Throwing.firstOf(stopped, Closing.of(driver)));
      throw failed(driver, first, failure, handle);
    }
    TransferResult result = driver.result();
    Throwable late = Throwing.firstOf(Closing.of(driver), Doubt.of(driver, null));
    long untold = driver.chain().untold();
    if (late == null && untold > 0) { // written when a session was closed
      late = Failures.untold(driver, untold, 0);
    }
    if (late != null) {
      throw failed(driver, late, account(driver, late), handle);
    }
    if (handle != null) {
      handle.ended(result);
    }
    try {
      driver.completed(result);
      return result;
    } catch (Throwable ofListener) { // an error: what else it throws is logged
      throw thrown(ofListener, Failures.ofListener(driver, ofListener));
    }
  }

  /** Says what was achieved, even if ends and strategies do not let themselves be asked. */
  private static TransferException account(Driver driver, Throwable stopped) {
    try {
      return Failures.underWay(driver, stopped);
    } catch (Throwable e) {
      TransferException bare = Failures.unasked(driver, stopped);
      bare.addSuppressed(e);
      return bare;
    }
  }

  private static TransferException failed(
      Driver driver, Throwable stopped, TransferException failure, @Nullable Transfer handle) {
    if (handle != null) {
      handle.ended(null);
    }
    try {
      driver.failed(failure);
    } catch (Throwable ofListener) {
      boolean error = stopped instanceof Error;
      Throwable first = error ? Throwing.firstOf(stopped, ofListener) : ofListener;
      return thrown(Objects.requireNonNull(first), failure);
    }
    return thrown(stopped, failure);
  }

  /** An error is nobody's to catch by chance: it goes on, and the account with it. */
  static TransferException thrown(Throwable stopped, TransferException failure) {
    if (stopped instanceof Error error) {
      error.addSuppressed(failure);
      throw error;
    }
    return failure;
  }
}
