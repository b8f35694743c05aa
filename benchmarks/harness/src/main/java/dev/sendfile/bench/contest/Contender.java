package dev.sendfile.bench.contest;

import dev.sendfile.bench.result.Sample;
import java.io.IOException;

/** One way to move the bytes, with ends of its own. */
public interface Contender {

  /**
   * Returns its name.
   *
   * @return unique in its contest: {@code SENDFILE}, {@code TRANSFER_TO}
   */
  String name();

  /**
   * Moves all bytes a number of times.
   *
   * @param times at least 1
   * @return what one of them cost on average
   * @throws IOException if it cannot
   */
  Sample round(int times) throws IOException;

  /**
   * Moves all bytes once, and compares what arrived with what was to arrive.
   *
   * @throws ProofException if they are not the same; the message names the contender
   * @throws IOException if they cannot be moved
   */
  void prove() throws IOException;

  /**
   * Returns the strategy of the library that moved the bytes last.
   *
   * @return its name; empty before the first time, and for one that is not of the library
   */
  default String strategy() {
    return "";
  }
}
