package dev.sendfile.nio;

import dev.sendfile.spi.Batch;
import dev.sendfile.spi.Session;
import dev.sendfile.spi.Step;
import java.io.IOException;
import java.nio.channels.FileChannel;

/**
 * To a file that the engine has opened for this transfer alone: {@code transferTo} writes at the
 * channel's position, which nobody else uses. ({@code transferFrom} writes at any position, but
 * reads at that of the source, which may be shared.)
 */
final class OwnFileSession implements Session {

  private final FileChannel target;
  private final TransferToSession session;

  OwnFileSession(FileChannel source, FileChannel target) {
    this.target = target;
    this.session = new TransferToSession(source, target);
  }

  @Override
  public Step step(Batch batch) throws IOException {
    target.position(batch.targetPosition()); // another strategy may have taken the step before
    return session.step(batch);
  }
}
