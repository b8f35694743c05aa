package dev.sendfile.itests.bench;

import java.io.IOException;

/**
 * One way to move the bytes.
 *
 * @param name as it is printed
 * @param link the connection whose far end takes part; {@code null} for none
 * @param once moves all of them once
 */
record Contender(String name, Link link, Move once) {

  /** Moves all bytes once. */
  @FunctionalInterface
  interface Move {
    void run() throws IOException;
  }
}
