package dev.sendfile.internal.profile;

import java.util.regex.Pattern;

/**
 * From some length on, one strategy is the fastest.
 *
 * @param from the smallest such length in bytes, at least 0
 * @param strategy its name, or {@link #NOTHING} where none was found to be
 */
public record Crossover(long from, String strategy) {

  /** Stands for no strategy: the built-in order holds from there on. */
  public static final String NOTHING = "nothing";

  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9.-]*");

  /** Checks both. */
  public Crossover {
    if (from < 0) {
      throw new IllegalArgumentException("a length of " + from + " bytes is negative");
    }
    if (!NAME.matcher(strategy).matches()) {
      throw new IllegalArgumentException(
          "'"
              + strategy
              + "' is not the name of a strategy: lower case letters, digits, dots and hyphens,"
              + " starting with a letter");
    }
  }

  /**
   * Tells whether a strategy is named.
   *
   * @return {@code false} for {@link #NOTHING}
   */
  public boolean namesOne() {
    return !strategy.equals(NOTHING);
  }

  /** As it is written in a profile. */
  @Override
  public String toString() {
    return strategy + " from " + from;
  }
}
