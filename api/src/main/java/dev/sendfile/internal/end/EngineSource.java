package dev.sendfile.internal.end;

import dev.sendfile.spi.Source;

/** A source as the engine sees it. */
public interface EngineSource extends EngineEnd, Source {

  /**
   * Tells whether a thread is inside a read of this end that may block.
   *
   * @return {@code true} if so; always {@code false} for files
   */
  default boolean reading() {
    return false;
  }
}
