package dev.sendfile.bench.contest;

import java.io.IOException;

/** Thrown by an entrant that cannot take part on this machine. The contest goes on without it. */
public final class LeftOutException extends IOException {

  private static final long serialVersionUID = 1L;

  /**
   * Says why.
   *
   * @param reason for a reader of the report
   */
  public LeftOutException(String reason) {
    super(reason);
  }
}
