package dev.sendfile;

import dev.sendfile.spi.Candidate;
import dev.sendfile.spi.Route;
import java.io.Serializable;
import java.util.List;

/** What a transfer did. Immutable; holds names, not objects. */
public final class TransferResult {

  private final String strategy;
  private final String technique;
  private final Route route;
  private final Detours detours;
  private final long bytes;
  private final int framing;

  /** Rare things, in one place so that the result of a plain transfer stays small. */
  private record Detours(long parkedBytes, List<PassedOver> passedOver) {
    static final Detours NONE = new Detours(0, List.of());
  }

  /**
   * A strategy that ran, or should have run, before the one that ended the transfer.
   *
   * @param strategy its name
   * @param reason why it was passed over, in words for a user
   */
  public record PassedOver(String strategy, String reason) implements Serializable {}

  TransferResult(
      Candidate ran,
      Route route,
      long bytes,
      int framing,
      long parkedBytes,
      List<PassedOver> passedOver) {
    this.strategy = ran.name();
    this.technique = ran.technique();
    this.route = route;
    this.bytes = bytes;
    this.framing = framing;
    this.detours =
        parkedBytes == 0 && passedOver.isEmpty()
            ? Detours.NONE
            : new Detours(parkedBytes, passedOver);
  }

  /**
   * Returns the name of the strategy that ran; of the last one, if others were {@linkplain
   * #passedOver() passed over} before. One that had others take all of its steps did not run. Where
   * no content byte was asked for, the one that would have run.
   *
   * @return for example {@code nio}
   */
  public String strategy() {
    return strategy;
  }

  /**
   * Returns the technique of that strategy.
   *
   * @return for example {@code sendfile}
   */
  public String technique() {
    return technique;
  }

  /**
   * Returns the kinds of the two ends.
   *
   * @return for example {@code file -> tcp}
   */
  public Route route() {
    return route;
  }

  /**
   * Returns the bytes that the target accepted, header and trailer included.
   *
   * @return the number of bytes
   */
  public long bytes() {
    return bytes;
  }

  /**
   * Returns the bytes that came from the source.
   *
   * @return the number of bytes, without header and trailer
   */
  public long contentBytes() {
    return bytes - framing;
  }

  /**
   * Returns how many of the bytes went by small writes of the engine's own, which park the thread
   * until a full socket has room again. Only on virtual threads, and on sockets once used on one.
   *
   * @return the number of bytes, 0 as a rule
   */
  public long parkedBytes() {
    return detours.parkedBytes();
  }

  /**
   * Returns what was tried before and why it was passed over.
   *
   * @return an unmodifiable list, empty as a rule
   */
  public List<PassedOver> passedOver() {
    return detours.passedOver();
  }

  @Override
  public String toString() {
    return bytes
        + " bytes "
        + route()
        + " by "
        + strategy
        + " ("
        + technique
        + ")"
        + (passedOver().isEmpty() ? "" : " after " + passedOver());
  }
}
