package dev.sendfile.bench.contest;

import java.io.IOException;

/** Thrown where a contender has not moved the bytes that it was to move. */
public final class ProofException extends IOException {

  private static final long serialVersionUID = 1L;

  ProofException(String message) {
    super(message);
  }
}
