package dev.sendfile;

import dev.sendfile.spi.Batch;
import dev.sendfile.spi.Offer;
import dev.sendfile.spi.Options;
import dev.sendfile.spi.Plan;
import dev.sendfile.spi.Tier;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * What a transfer has to move, and how much of it the target has accepted: header, content,
 * trailer, in that order.
 */
abstract class Ledger implements Batch {

  private final Plan plan;
  private final Framing framing;

  /** Bytes accepted of the header, then of the trailer. */
  private int framed;

  private long content;

  private boolean ended;

  /**
   * Begins with nothing accepted.
   *
   * @param plan what is to be moved
   * @param framing what goes around it
   */
  Ledger(Plan plan, Framing framing) {
    this.plan = plan;
    this.framing = framing;
  }

  final Plan plan() {
    return plan;
  }

  @Override
  public final ByteBuffer header() {
    return headerLeft() > 0 ? framing.headerFrom(framed) : Framing.NONE;
  }

  /** Whatever is left of header and trailer must be there to be read. */
  final void requireFraming() throws UnreadableFramingException {
    framing.requireReadable(framed);
  }

  /** Header bytes that the target has not accepted yet. */
  final int headerLeft() {
    return Math.max(0, framing.headerLength() - framed);
  }

  @Override
  public final long position() {
    return plan.offset() + content;
  }

  @Override
  public final long targetPosition() {
    return plan.targetOffset() + accepted();
  }

  @Override
  public final boolean more() {
    boolean trailer = framing.trailerLength() > 0 && framed < framing.length();
    return trailer || max() < contentLeft();
  }

  /** Content bytes still to move; as many as can be where only the end of the source tells. */
  final long contentLeft() {
    if (ended) {
      return 0;
    }
    return plan.length() < 0 ? Long.MAX_VALUE : plan.length() - content;
  }

  /** A view of whatever of header and trailer goes next once there is no content left. */
  final ByteBuffer framingLeft() {
    int header = framing.headerLength();
    return framed < header ? framing.headerFrom(framed) : framing.trailerFrom(framed - header);
  }

  final boolean done() {
    return contentLeft() == 0 && framed == framing.length();
  }

  /** Enters what a step has moved: what was left of the header first, content after it. */
  final void enter(long bytes) {
    int headerPart = (int) Math.min(bytes, headerLeft());
    framed += headerPart;
    content += bytes - headerPart;
  }

  /** Enters what was accepted of {@link #framingLeft}. */
  final void enterFraming(int bytes) {
    framed += bytes;
  }

  /** The source has ended; what has come is all of the content. */
  final void endContent() {
    ended = true;
  }

  /** Bytes that the target has accepted. */
  final long accepted() {
    return framing() + content;
  }

  /** Bytes of header and trailer that it has accepted. */
  final int framing() {
    return framed;
  }

  /** Bytes that it shall accept; -1 where only the end of the source tells. */
  final long total() {
    return plan.length() < 0
        ? -1
        : Math.min(plan.length(), Long.MAX_VALUE - framing.length()) + framing.length();
  }

  /**
   * Content bytes that a step moves at most where nothing asks for less.
   *
   * @param by who takes it; to share blocks costs the same, however many they are
   */
  final long largest(Offer.@Nullable Accepted by) {
    long chunk = plan.options().chunkSize();
    if (chunk != Options.UNSET) {
      return chunk;
    }
    return by != null && by.tier() == Tier.REFLINK ? Long.MAX_VALUE : StepSize.LARGE;
  }
}
