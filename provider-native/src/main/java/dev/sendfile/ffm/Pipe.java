package dev.sendfile.ffm;

/**
 * A pipe of our own, which stands between two descriptors that are none.
 *
 * @param linux what closes it
 * @param out the end to read from
 * @param in the end to write to
 * @param capacity how much it holds, in bytes
 */
record Pipe(Linux linux, int out, int in, int capacity) implements AutoCloseable {

  @Override
  public void close() {
    close(linux, out, in);
  }

  /** Closes both ends of one that may not have an object yet. */
  static void close(Linux linux, int out, int in) {
    try {
      linux.close(out);
    } finally {
      linux.close(in);
    }
  }
}
