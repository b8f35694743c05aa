package dev.sendfile.ffm;

import dev.sendfile.spi.Batch;
import dev.sendfile.spi.Session;
import dev.sendfile.spi.Step;
import java.io.IOException;

/**
 * One {@code FICLONERANGE} a step: all of it, or nothing. Both positions, and the end unless it is
 * that of the source, must be multiples of the file system's block size; where they are not, and
 * where the source has become shorter, the kernel says so.
 */
final class ReflinkSession implements Session {

  private final Calls calls;
  private final Held held;

  ReflinkSession(Calls calls, Held held) {
    this.calls = calls;
    this.held = held;
  }

  @Override
  public Step step(Batch batch) throws IOException {
    held.checkOpen();
    long result =
        calls
            .linux()
            .cloneRange(
                held.source().number(),
                batch.position(),
                held.target().number(),
                batch.targetPosition(),
                batch.max());
    return result == 0
        ? Step.moved(batch.max())
        : calls.failed("ioctl(FICLONERANGE)", result, Step.TARGET_FULL);
  }

  @Override
  public void close() {
    held.close();
  }
}
