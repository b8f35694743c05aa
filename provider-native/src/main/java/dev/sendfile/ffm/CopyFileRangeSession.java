package dev.sendfile.ffm;

import dev.sendfile.spi.Batch;
import dev.sendfile.spi.Session;
import dev.sendfile.spi.Step;
import java.io.IOException;

/** One {@code copy_file_range} a step. */
final class CopyFileRangeSession implements Session {

  private final Calls calls;
  private final Held held;
  private final boolean positional;

  /**
   * Makes a session.
   *
   * @param positional whether the target is written at positions; else where it stands
   */
  CopyFileRangeSession(Calls calls, Held held, boolean positional) {
    this.calls = calls;
    this.held = held;
    this.positional = positional;
  }

  @Override
  public Step step(Batch batch) throws IOException {
    held.checkOpen();
    int source = held.source().number();
    long n =
        calls
            .linux()
            .copyFileRange(
                source,
                batch.position(),
                held.target().number(),
                positional ? batch.targetPosition() : Linux.OWN_POSITION,
                batch.max());
    if (n > 0) {
      return Step.moved(n);
    }
    return n == 0
        ? EndOfFile.reached(calls, source, batch.position())
        : calls.failed("copy_file_range", n, Step.TARGET_FULL);
  }

  @Override
  public void close() {
    held.close();
  }
}
