package dev.sendfile.cli;

import java.util.Locale;
import java.util.Optional;

/** Says why a command that measures took longer than it was asked to. */
final class Overrun {

  private static final double NANOS_PER_SECOND = 1e9;

  private Overrun() {}

  /**
   * Compares.
   *
   * @param asked seconds that it was given
   * @param nanos what it took
   * @return a line; empty where it kept to that, as far as a user notices
   */
  static Optional<String> words(int asked, long nanos) {
    double took = nanos / NANOS_PER_SECOND;
    return took < asked + 1
        ? Optional.empty()
        : Optional.of(
            String.format(
                Locale.ROOT,
                "took %.0f s instead of %d: what has begun is measured to its end",
                took,
                asked));
  }
}
