package dev.sendfile.bench.result;

import java.util.Locale;

/** What is moved from where to where. */
public enum Work {
  /** A file to a TCP connection. */
  SEND,
  /** The same, behind a header of 200 bytes. */
  HEADER,
  /** A TCP connection to a file that is open. */
  RECEIVE,
  /** A TCP connection to another one. */
  PUMP,
  /** A file to a new file. */
  COPY;

  /**
   * Returns the name as it is written.
   *
   * @return {@code send}, for example
   */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
