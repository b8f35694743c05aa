package dev.sendfile.internal.end;

import java.nio.channels.ClosedByInterruptException;

/**
 * An interrupt that closed a file while it was read, or made ready to be written: unlike one that
 * met a write it hides no bytes, since none was handed on.
 */
public final class InterruptedReadException extends ClosedByInterruptException {

  private static final long serialVersionUID = 1L;

  InterruptedReadException(ClosedByInterruptException cause) {
    initCause(cause);
  }
}
