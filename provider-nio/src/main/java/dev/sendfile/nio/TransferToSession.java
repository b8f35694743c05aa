package dev.sendfile.nio;

import dev.sendfile.spi.Batch;
import dev.sendfile.spi.Session;
import dev.sendfile.spi.Step;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;

/** One {@code transferTo} per step. */
final class TransferToSession implements Session {

  private final FileChannel source;
  private final WritableByteChannel target;

  TransferToSession(FileChannel source, WritableByteChannel target) {
    this.source = source;
    this.target = target;
  }

  @Override
  public Step step(Batch batch) throws IOException {
    long n = source.transferTo(batch.position(), batch.max(), target);
    if (n > 0) {
      return Step.moved(n);
    }
    // 0 means "the socket is full" and "the file ends here" alike
    return batch.position() < source.size() ? Step.TARGET_FULL : Step.END_OF_SOURCE;
  }
}
