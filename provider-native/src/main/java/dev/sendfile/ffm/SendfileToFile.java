package dev.sendfile.ffm;

import dev.sendfile.spi.Batch;
import dev.sendfile.spi.Session;
import dev.sendfile.spi.Step;
import java.io.IOException;
import java.nio.channels.FileChannel;

/** To a file that the engine has opened: {@code sendfile} writes where the channel stands. */
final class SendfileToFile implements Session {

  private final Calls calls;
  private final Held held;
  private final FileChannel target;

  SendfileToFile(Calls calls, Held held, FileChannel target) {
    this.calls = calls;
    this.held = held;
    this.target = target;
  }

  @Override
  public Step step(Batch batch) throws IOException {
    held.checkOpen();
    target.position(batch.targetPosition()); // another strategy may have taken the step before
    long n =
        calls
            .linux()
            .sendfile(
                held.target().number(), held.source().number(), batch.position(), batch.max());
    if (n > 0) {
      return Step.moved(n);
    }
    return n == 0
        ? EndOfFile.reached(calls, held.source().number(), batch.position())
        : calls.failed("sendfile", n, Step.TARGET_FULL);
  }

  @Override
  public void close() {
    held.close();
  }
}
