package dev.sendfile.internal.settings;

import java.util.Map;

/**
 * Weights by strategy name.
 *
 * @param byName the weights that were set
 */
public record Weights(Map<String, Integer> byName) {

  /** None set. */
  public static final Weights NONE = new Weights(Map.of());

  /** Takes a copy. */
  public Weights {
    byName = Map.copyOf(byName);
  }

  /**
   * Returns a weight.
   *
   * @param name a strategy's name
   * @param unset what it weighs unless set
   * @return its weight
   */
  public int of(String name, int unset) {
    return byName.getOrDefault(name, unset);
  }
}
