package dev.sendfile.tck.broken;

import dev.sendfile.spi.Batch;
import dev.sendfile.spi.Step;
import dev.sendfile.tck.fixture.foreign.ForeignChannel;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Steps that are right as long as both ends are the JDK's own, and take a stranger for one. */
final class Gullible {

  private Gullible() {}

  /** The object itself, which an end tells to who asks for it by its own type. */
  private static @Nullable ForeignChannel stranger(Hand hand) {
    return hand.plan().source().positional() ? hand.plan().target().as(ForeignChannel.class) : null;
  }

  /** Takes what a stranger throws for something that passes, and that nothing was taken. */
  static Step triesAgain(Hand hand) throws IOException {
    ForeignChannel stranger = stranger(hand);
    if (stranger == null) {
      return hand.honestly();
    }
    ByteBuffer bytes = hand.read(hand.batch().position(), hand.batch().max());
    if (!bytes.hasRemaining()) {
      return Step.END_OF_SOURCE;
    }
    try {
      return hand.moved(stranger.write(bytes));
    } catch (IOException | RuntimeException | Error e) {
      return hand.moved(stranger.write(bytes.rewind()));
    }
  }

  /** Has one buffer for all transfers, and lets strangers see it. */
  static Hand.Flaw keepsItsMemory() {
    ByteBuffer kept = ByteBuffer.allocate(64 << 10);
    return hand -> {
      ForeignChannel stranger = stranger(hand);
      Batch batch = hand.batch();
      if (stranger == null || batch.header().hasRemaining()) {
        return hand.honestly();
      }
      kept.clear().limit((int) Math.min(kept.capacity(), batch.max()));
      if (hand.plan().source().read(kept, batch.position()) < 0) {
        return Step.END_OF_SOURCE;
      }
      return hand.moved(stranger.write(kept.flip()));
    };
  }

  /** Where a source ends too early, it sends something else. */
  static Step makesUpTheRest(Hand hand) throws IOException {
    Step answer = hand.honestly();
    boolean early = answer instanceof Step.EndOfSource && hand.plan().length() >= 0;
    return early
        ? hand.moved(hand.write(ByteBuffer.allocate((int) Math.min(hand.batch().max(), 4096))))
        : answer;
  }
}
