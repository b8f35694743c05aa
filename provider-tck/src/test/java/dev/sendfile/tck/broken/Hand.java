package dev.sendfile.tck.broken;

import dev.sendfile.spi.Batch;
import dev.sendfile.spi.Context;
import dev.sendfile.spi.Plan;
import dev.sendfile.spi.Session;
import dev.sendfile.spi.Step;
import java.io.IOException;
import java.nio.ByteBuffer;

/** What a step has at hand to do wrong. */
record Hand(Plan plan, Context context, Batch batch, Session honest) {

  /** Does one step, wrongly. */
  @FunctionalInterface
  interface Flaw {
    Step step(Hand hand) throws IOException;
  }

  Step honestly() throws IOException {
    return honest.step(batch);
  }

  /** The number of bytes that an honest step has moved; 0 for any other answer. */
  long bytes(Step answer) {
    return answer instanceof Step.Moved moved ? moved.bytes() : 0;
  }

  /** What is left of the header, and content from a position on. */
  ByteBuffer read(long position, long most) throws IOException {
    int room = (int) Math.min(most, 64 << 10);
    ByteBuffer bytes = ByteBuffer.allocate(batch.header().remaining() + room).put(batch.header());
    plan.source().read(bytes, position);
    return bytes.flip();
  }

  int write(ByteBuffer bytes) throws IOException {
    return plan.target().write(bytes, batch.targetPosition());
  }

  Step moved(long bytes) {
    return bytes > 0 ? Step.moved(bytes) : Step.TARGET_FULL;
  }
}
