package dev.sendfile.gate;

import dev.sendfile.spi.Batch;
import dev.sendfile.spi.Plan;
import dev.sendfile.spi.Refusal;
import dev.sendfile.spi.Session;
import dev.sendfile.spi.Step;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.Pipe;

/**
 * Like splice(2): bytes go from the source into a pipe in one half of a step and from the pipe to
 * the target in the other, so that some sit in the pipe between two steps. Gives up after a number
 * of steps.
 */
final class PipeSession implements Session {

  private final Plan plan;
  private final Pipe pipe;
  private int stepsLeft;
  private int inPipe;

  PipeSession(Plan plan, int steps) throws IOException {
    this.plan = plan;
    this.pipe = Pipe.open();
    pipe.source().configureBlocking(false);
    pipe.sink().configureBlocking(false);
    this.stepsLeft = steps;
  }

  @Override
  public Step step(Batch batch) throws IOException {
    if (stepsLeft-- == 0) {
      return Step.notHandled(Refusal.ofEnds("the pipe bursts here"));
    }
    ByteBuffer in = ByteBuffer.allocate((int) Math.min(batch.max(), 5000) - inPipe);
    int read = plan.source().read(in, batch.position() + inPipe);
    if (read > 0) {
      inPipe += pipe.sink().write(in.flip());
    } else if (read < 0 && inPipe == 0) {
      return Step.END_OF_SOURCE;
    }
    ByteBuffer out = ByteBuffer.allocate(Math.min(inPipe, 3000)); // less than went in: some stays
    pipe.source().read(out);
    int written = plan.target().write(out.flip(), batch.targetPosition());
    if (out.hasRemaining()) {
      throw new IllegalStateException("the tests use targets that take what they are given");
    }
    inPipe -= written;
    return Step.moved(written);
  }

  @Override
  public long detained() {
    return inPipe;
  }

  @Override
  public int surrender(ByteBuffer into) throws IOException {
    int n = Math.max(0, pipe.source().read(into));
    inPipe -= n;
    return n;
  }

  @Override
  public void close() {
    try {
      pipe.source().close();
      pipe.sink().close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
