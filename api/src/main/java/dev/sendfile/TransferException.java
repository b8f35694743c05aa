package dev.sendfile;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A transfer did not end as asked. It says how many bytes the target had accepted: nothing is lost
 * without an account.
 *
 * <p>Accepted by a socket is not received by its peer: the peer may hold fewer.
 *
 * <p>The cause is what the end, or the strategy, has thrown. An {@code Error} is thrown itself, and
 * this exception is suppressed in it.
 */
public class TransferException extends IOException {

  private static final long serialVersionUID = 1L;

  /** Why it failed. */
  private final String reason;

  /** What had been achieved. */
  private final Account account;

  /** Whose failure it is. */
  private final FailedEnd failedEnd;

  TransferException(
      String message, @Nullable Throwable cause, Account account, FailedEnd failedEnd) {
    super(account == Account.NOTHING ? message : message + "; " + account.describe(), cause);
    this.reason = message;
    this.account = account;
    this.failedEnd = failedEnd;
  }

  /**
   * Returns why the transfer failed: the message without the number of bytes.
   *
   * @return one sentence without a final full stop
   */
  public final String reason() {
    return reason;
  }

  /**
   * Returns which end failed, as far as that is known. {@link FailedEnd#TARGET} with a socket means
   * that the peer is gone or the way to it is broken, unless this is an {@link EndClosedException}.
   *
   * @return the end
   */
  public final FailedEnd failedEnd() {
    return failedEnd;
  }

  /**
   * Returns how many bytes the target should have accepted, header and trailer included.
   *
   * @return the number of bytes; -1 where only the end of the source would have told, or the
   *     transfer failed before that was settled
   */
  public final long bytesRequested() {
    return account.total();
  }

  /**
   * Returns how many bytes the target accepted, header and trailer included. Exact, unless {@link
   * #bytesTransferredAtMost()} is larger: then the true number lies between the two.
   *
   * @return the number of bytes, or its lower bound
   */
  public final long bytesTransferred() {
    return account.atLeast();
  }

  /**
   * Returns the upper bound of the number of bytes that the target accepted. It differs from {@link
   * #bytesTransferred()} only where a call was cut off and did not tell what it had done: after an
   * interrupt that closed a channel, after a write to somebody else's stream or channel that threw,
   * after a strategy that wrote without telling, and where a mapped file was truncated while the
   * kernel copied from it. Bytes that are not the source's count too: of a page of a mapped file
   * that lies behind the new end the target gets zeros. Of a stream no more counts than was read of
   * it; of a socket or a pipe as the source, whose bytes the kernel may move unseen, as much as one
   * step is asked for, which may be more than it ever held.
   *
   * @return the number of bytes, or its upper bound
   */
  public final long bytesTransferredAtMost() {
    return account.atMost();
  }

  /**
   * Returns the name of the strategy that ran last.
   *
   * @return the name; empty if the transfer failed before one ran
   */
  public final Optional<String> strategy() {
    return Optional.ofNullable(account.strategy());
  }

  /**
   * Returns the bytes that were consumed from a sequential source (a stream or a channel without
   * positions) and never accepted by the target, in order. Always empty for files, which can be
   * read again.
   *
   * <p>Where a read of a channel threw, the bytes that it had put into its buffer by then are the
   * last of them. A stream does not tell what it has consumed in a read that threw, so what such a
   * read has taken is not among them.
   *
   * @return a read-only buffer
   */
  public final ByteBuffer undelivered() {
    return account.undelivered();
  }
}
