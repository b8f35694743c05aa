package org.example.paced;

import dev.sendfile.spi.Batch;
import dev.sendfile.spi.Session;
import dev.sendfile.spi.Step;
import java.nio.ByteBuffer;

/** A session to be wrapped: it answers what it was told, and remembers what it was asked. */
final class ScriptedSession implements Session {

  private final Step answer;

  /** How many content bytes the last step was allowed; 0 if there was none. */
  long asked;

  int closed;

  ScriptedSession(Step answer) {
    this.answer = answer;
  }

  @Override
  public Step step(Batch batch) {
    asked = batch.max();
    return answer;
  }

  @Override
  public long detained() {
    return 3;
  }

  @Override
  public int surrender(ByteBuffer into) {
    into.put((byte) 1).put((byte) 2).put((byte) 3);
    return 3;
  }

  @Override
  public long stray() {
    return 4;
  }

  @Override
  public void close() {
    closed++;
  }
}
