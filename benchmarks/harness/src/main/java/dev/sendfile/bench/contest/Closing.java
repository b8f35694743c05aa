package dev.sendfile.bench.contest;

import java.io.Closeable;
import java.io.IOException;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** Closes one after another, whatever becomes of one of them. */
final class Closing {

  private Closing() {}

  /** Leaves nothing in it, and throws the first failure with the others suppressed. */
  static void all(Deque<? extends Closeable> kept) throws IOException {
    @Nullable IOException first = null;
    while (!kept.isEmpty()) {
      try {
        kept.pop().close();
      } catch (IOException e) {
        if (first == null) {
          first = e;
        } else {
          first.addSuppressed(e);
        }
      }
    }
    if (first != null) {
      throw first;
    }
  }
}
