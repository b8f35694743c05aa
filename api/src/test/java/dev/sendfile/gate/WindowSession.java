package dev.sendfile.gate;

import dev.sendfile.spi.Batch;
import dev.sendfile.spi.Plan;
import dev.sendfile.spi.Session;
import dev.sendfile.spi.Step;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Writes from a mapped window of the file, which moves along; header and content in one gathering
 * write.
 */
final class WindowSession implements Session {

  static final int WINDOW = 64 << 10;

  private final Plan plan;
  private final FileChannel file;
  private @Nullable ByteBuffer window;
  private long windowAt;

  WindowSession(Plan plan) {
    this.plan = plan;
    this.file = Objects.requireNonNull(plan.source().as(FileChannel.class));
  }

  @Override
  public Step step(Batch batch) throws IOException {
    long left = file.size() - batch.position();
    if (left <= 0) {
      return Step.END_OF_SOURCE;
    }
    ByteBuffer mapped = window;
    if (mapped == null || batch.position() - windowAt >= mapped.capacity()) {
      windowAt = batch.position();
      mapped = file.map(FileChannel.MapMode.READ_ONLY, windowAt, Math.min(left, WINDOW));
      window = mapped;
    }
    int at = Math.toIntExact(batch.position() - windowAt);
    int n = (int) Math.min(batch.max(), mapped.capacity() - at);
    long written = plan.target().write(batch.header(), mapped.slice(at, n), batch.targetPosition());
    return written > 0 ? Step.moved(written) : Step.TARGET_FULL;
  }
}
