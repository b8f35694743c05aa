package dev.sendfile;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A failure of which the engine knows, where it happens, whose it is and what to call it. */
class EndFailedException extends IOException {

  private static final long serialVersionUID = 1L;

  /** Whose failure it is. */
  private final FailedEnd end;

  EndFailedException(FailedEnd end, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.end = end;
  }

  FailedEnd end() {
    return end;
  }
}
