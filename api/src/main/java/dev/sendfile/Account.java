package dev.sendfile;

import java.io.Serializable;
import java.nio.ByteBuffer;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What a failed transfer had achieved. */
final class Account implements Serializable {

  private static final long serialVersionUID = 1L;

  /** Of a transfer that failed before it began. */
  static final Account NOTHING = new Account(0, 0, -1, null, new byte[0]);

  private final long atLeast;
  private final long atMost;
  private final long total;
  private final @Nullable String strategy;
  private final byte[] undelivered;

  /**
   * Makes an account.
   *
   * @param atLeast bytes that the target accepted for certain
   * @param atMost bytes that it may have accepted
   * @param total bytes that it should have accepted, header and trailer included; -1 where not
   *     known
   * @param strategy the strategy that ran, if one did
   * @param undelivered bytes taken from a sequential source and not accepted by the target
   */
  Account(long atLeast, long atMost, long total, @Nullable String strategy, byte[] undelivered) {
    this.atLeast = atLeast;
    this.atMost = atMost;
    this.total = total;
    this.strategy = strategy;
    this.undelivered = undelivered;
  }

  /** The same, but that more may have been accepted. */
  Account inDoubt(long bytes) {
    long more = Math.min(Math.max(0, bytes), Long.MAX_VALUE - atMost);
    return new Account(atLeast, atMost + more, total, strategy, undelivered);
  }

  long atLeast() {
    return atLeast;
  }

  long atMost() {
    return atMost;
  }

  long total() {
    return total;
  }

  @Nullable String strategy() {
    return strategy;
  }

  ByteBuffer undelivered() {
    return ByteBuffer.wrap(undelivered).asReadOnlyBuffer();
  }

  String describe() {
    String count =
        atLeast == atMost
            ? String.format(Locale.ROOT, "%,d", atLeast)
            : String.format(Locale.ROOT, "between %,d and %,d", atLeast, atMost);
    String of = total < 0 ? "" : String.format(Locale.ROOT, " of %,d", total);
    String by = strategy == null ? "" : ", strategy " + strategy;
    return count + of + " bytes were accepted by the target" + by;
  }
}
