package dev.sendfile.itests.bench;

import java.io.IOException;

/** One way to move the bytes. */
interface Contender {

  /** As it is printed. */
  String name();

  /** Moves all bytes a number of times. */
  Cost round(int times) throws IOException;

  /** The strategy that moved them last; empty for one that is not of the library. */
  default String strategy() {
    return "";
  }
}
