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
 * trailer, in that order. The positions of the two buffers are entries too: nobody else moves them
 * for good.
 */
abstract class Ledger implements Batch {

  private final Plan plan;
  private final ByteBuffer header;
  private final ByteBuffer trailer;
  private long content;

  private boolean ended;

  /**
   * Begins with nothing accepted.
   *
   * @param plan what is to be moved
   * @param header from position 0 to its limit, the transfer's own
   * @param trailer likewise
   */
  Ledger(Plan plan, ByteBuffer header, ByteBuffer trailer) {
    this.plan = plan;
    this.header = header;
    this.trailer = trailer;
  }

  final Plan plan() {
    return plan;
  }

  @Override
  public final ByteBuffer header() {
    return header.hasRemaining() ? header.duplicate() : header;
  }

  /** Header bytes that the target has not accepted yet. */
  final int headerLeft() {
    return header.remaining();
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
    return trailer.hasRemaining() || max() < contentLeft();
  }

  /** Content bytes still to move; as many as can be where only the end of the source tells. */
  final long contentLeft() {
    if (ended) {
      return 0;
    }
    return plan.length() < 0 ? Long.MAX_VALUE : plan.length() - content;
  }

  /** Whatever of header and trailer goes next once there is no content left; may be empty. */
  final ByteBuffer framingLeft() {
    return header.hasRemaining() ? header : trailer;
  }

  final boolean done() {
    return contentLeft() == 0 && !framingLeft().hasRemaining();
  }

  /** Enters what a step has moved: what was left of the header first, content after it. */
  final void enter(long bytes) {
    int headerPart = (int) Math.min(bytes, header.remaining());
    header.position(header.position() + headerPart);
    content += bytes - headerPart;
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
    return header.position() + trailer.position();
  }

  /** Bytes that it shall accept; -1 where only the end of the source tells. */
  final long total() {
    return plan.length() < 0 ? -1 : header.limit() + plan.length() + trailer.limit();
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
