package dev.sendfile.tck.broken;

import dev.sendfile.spi.Refusal;
import dev.sendfile.spi.Scope;
import dev.sendfile.spi.Step;
import java.io.IOException;
import java.nio.ByteBuffer;

/** Steps that move other bytes than they should, or tell of others than they moved. */
final class Miscounting {

  private Miscounting() {}

  static Step reportsTooMuch(Hand hand) throws IOException {
    Step answer = hand.honestly();
    return hand.bytes(answer) > 0 ? Step.moved(hand.bytes(answer) + 1) : answer;
  }

  static Step reportsTooLittle(Hand hand) throws IOException {
    Step answer = hand.honestly();
    return hand.bytes(answer) > 1 ? Step.moved(hand.bytes(answer) - 1) : answer;
  }

  static Step losesTheLastByte(Hand hand) throws IOException {
    ByteBuffer bytes = hand.read(hand.batch().position(), hand.batch().max());
    if (bytes.remaining() < 2) {
      return hand.honestly();
    }
    int n = hand.write(bytes.limit(bytes.limit() - 1));
    return hand.moved(n > 0 ? n + 1 : 0);
  }

  static Step sendsAStaleByte(Hand hand) throws IOException {
    ByteBuffer bytes = hand.read(hand.batch().position(), hand.batch().max());
    if (!bytes.hasRemaining()) {
      return Step.END_OF_SOURCE;
    }
    int last = bytes.limit() - 1;
    return hand.moved(hand.write(bytes.put(last, (byte) (bytes.get(last) + 1))));
  }

  /** After a short write it goes on one byte too early. */
  static Hand.Flaw doublesAByteOnRetry() {
    boolean[] shortWrite = {false};
    return hand -> {
      boolean retry = shortWrite[0] && !hand.batch().header().hasRemaining();
      long position = hand.batch().position() - (retry && hand.batch().position() > 0 ? 1 : 0);
      ByteBuffer bytes = hand.read(position, hand.batch().max());
      int n = hand.write(bytes);
      shortWrite[0] = bytes.hasRemaining();
      return hand.moved(n);
    };
  }

  static Step movesThenRefuses(Hand hand) throws IOException {
    Step answer = hand.honestly();
    return hand.bytes(answer) > 0 ? Step.notHandled(Refusal.ofStep("it was too much")) : answer;
  }

  static Step movesThenThrows(Hand hand) throws IOException {
    if (hand.bytes(hand.honestly()) > 0) {
      throw new IOException("it was too much");
    }
    return Step.TARGET_FULL;
  }

  static Step movesMoreThanAsked(Hand hand) throws IOException {
    return hand.moved(hand.write(hand.read(hand.batch().position(), hand.batch().max() + 10)));
  }

  static Step ignoresTheOffset(Hand hand) throws IOException {
    long position = hand.batch().position() - hand.plan().offset();
    return hand.moved(hand.write(hand.read(position, hand.batch().max())));
  }

  static Step skipsTheHeader(Hand hand) throws IOException {
    ByteBuffer bytes = hand.read(hand.batch().position(), hand.batch().max());
    bytes.position(hand.batch().header().remaining());
    return bytes.hasRemaining() ? hand.moved(hand.write(bytes)) : hand.honestly();
  }

  static Step callsTheEndTooEarly(Hand hand) throws IOException {
    return hand.batch().position() > hand.plan().offset() ? Step.END_OF_SOURCE : hand.honestly();
  }

  static Step neverCallsTheEnd(Hand hand) throws IOException {
    Step answer = hand.honestly();
    return answer instanceof Step.EndOfSource ? Step.SOURCE_DRY : answer;
  }

  static Step padsWithZeros(Hand hand) throws IOException {
    Step answer = hand.honestly();
    return answer instanceof Step.EndOfSource
        ? hand.moved(hand.write(ByteBuffer.allocate((int) Math.min(hand.batch().max(), 4096))))
        : answer;
  }

  static Step refusesAll(Hand hand) {
    return Step.notHandled(Refusal.ofEnds("not today"));
  }

  static Step refusesWithoutAReason(Hand hand) throws IOException {
    return hand.batch().position() > 0 ? Step.notHandled(Refusal.ofStep("")) : hand.honestly();
  }

  static Step throwsUnchecked(Hand hand) throws IOException {
    if (hand.batch().position() > 0) {
      throw new IllegalStateException("nobody has thought of this");
    }
    return hand.honestly();
  }

  static Step refusesForGoodAndStays(Hand hand) throws IOException {
    return hand.batch().position() > 0
        ? Step.notHandled(new Refusal(Scope.PROCESS, "no such call", null))
        : hand.honestly();
  }
}
