package dev.sendfile.ffm;

import dev.sendfile.spi.Batch;
import dev.sendfile.spi.Refusal;
import dev.sendfile.spi.Session;
import dev.sendfile.spi.Step;

/**
 * A session that moves nothing. Not a lambda: the first one in a JVM takes longer than all else
 * that is done when the strategies are loaded.
 */
final class RefusingSession implements Session {

  private final Step refused;

  RefusingSession(Refusal refusal) {
    this.refused = Step.notHandled(refusal);
  }

  @Override
  public Step step(Batch batch) {
    return refused;
  }
}
