package dev.sendfile.internal.discovery;

import java.util.List;

/**
 * What was found, before anybody weighs it.
 *
 * @param strategies all that are usable; of two of one name and weight, the one to be used first
 * @param problems providers that could not be loaded
 */
public record Found(List<Registered> strategies, List<Problem> problems) {

  /** Takes copies. */
  public Found {
    strategies = List.copyOf(strategies);
    problems = List.copyOf(problems);
  }
}
