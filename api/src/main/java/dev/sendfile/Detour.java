package dev.sendfile;

import dev.sendfile.spi.Candidate;
import dev.sendfile.spi.Plan;
import dev.sendfile.spi.Session;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a {@link Chain} must remember once it has left the straight way: most never do. */
final class Detour {

  private final boolean free;
  private final List<String> excluded;
  private final @Nullable Plan derived;
  private final List<TransferResult.PassedOver> passedOver = new ArrayList<>();
  private @Nullable ByteBuffer carry;
  private @Nullable Throwable thrown;
  private long stray;
  private long untold;
  private @Nullable Delegation delegation;

  /** Takes single steps that the current strategy refused. */
  volatile @Nullable Chain substitute;

  /** Whether the current strategy has moved bytes, and not only those that went before it. */
  boolean currentMoved;

  /** Thrown by the strategy before; the current one has one step to do better. */
  @Nullable IOException firstFailure;

  /**
   * Begins a detour.
   *
   * @param free whether the built-in ranking decides which strategy follows, and not the policy of
   *     the transfer
   * @param excluded names of strategies that must not be asked
   * @param derived the plan of the chain, if it is not the one of the transfer
   */
  Detour(boolean free, List<String> excluded, @Nullable Plan derived) {
    this.free = free;
    this.derived = derived;
    this.excluded = new ArrayList<>(excluded);
  }

  boolean free() {
    return free;
  }

  List<String> excluded() {
    return excluded;
  }

  @Nullable Plan derived() {
    return derived;
  }

  void passOver(String strategy, String reason, @Nullable Throwable cause) {
    passedOver.add(new TransferResult.PassedOver(strategy, reason));
    thrown = cause;
  }

  List<TransferResult.PassedOver> passedOver() {
    return List.copyOf(passedOver);
  }

  /** What the last strategy that gave up had thrown, if anything. */
  @Nullable Throwable thrown() {
    return thrown;
  }

  // ---- bytes that are not the source's, left by strategies that have gone

  void strayed(long bytes) {
    stray += bytes;
  }

  long stray() {
    return stray;
  }

  // ---- sessions that a strategy was lent

  /** Returns those of the transfer, made when the first one is lent. */
  Delegation delegation() {
    Delegation made = delegation;
    if (made == null) {
      made = new Delegation();
      delegation = made;
    }
    return made;
  }

  /** This chain was lent itself: what it lends counts with the others. */
  void delegateIn(Delegation all) {
    delegation = all;
  }

  /** Closes them, if they were lent by the chain of the transfer. */
  void closeLent() {
    if (derived == null && delegation != null) {
      delegation.close();
    }
  }

  /** What they have moved past the methods of the target. */
  long bypassed() {
    return delegation == null ? 0 : delegation.bypassed();
  }

  // ---- bytes that a strategy has written without telling

  void untold(long bytes) {
    untold += bytes;
  }

  long untold() {
    return untold;
  }

  // ---- bytes taken from the source and not accepted by the target, which go before all others

  @Nullable ByteBuffer carry() {
    return carry;
  }

  int carried() {
    return carry == null ? 0 : carry.remaining();
  }

  /** Keeps bytes that come before those already carried. */
  void keep(ByteBuffer bytes) {
    if (bytes.hasRemaining()) {
      ByteBuffer all = ByteBuffer.allocate(bytes.remaining() + carried());
      all.put(bytes);
      if (carry != null) {
        all.put(carry);
      }
      carry = all.flip();
    }
  }

  /**
   * Takes over what a session holds.
   *
   * @param by the strategy whose session it is
   * @throws IOException if it does not hand over all of it
   */
  void takeFrom(Candidate by, Session session) throws IOException {
    if (session.detained() <= 0) {
      return;
    }
    ByteBuffer taken = ByteBuffer.allocate(Math.toIntExact(session.detained()));
    drain(session, taken);
    boolean all = !taken.hasRemaining();
    keep(taken.flip());
    if (!all) {
      throw Retirement.lost(by, null);
    }
  }

  int surrender(ByteBuffer into) {
    if (carry == null) {
      return 0;
    }
    int n = Math.min(carry.remaining(), into.remaining());
    into.put(carry.slice(carry.position(), n));
    carry.position(carry.position() + n);
    delivered();
    return n;
  }

  /** Some of the carry was written. */
  void delivered() {
    if (carried() == 0) {
      carry = null;
    }
  }

  /** Lets a session hand over as much as fits: one call need not hand over everything. */
  static void drain(Session session, ByteBuffer into) throws IOException {
    int n = 1;
    while (n > 0 && into.hasRemaining()) {
      n = session.surrender(into);
    }
  }
}
