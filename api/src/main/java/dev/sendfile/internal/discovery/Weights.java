package dev.sendfile.internal.discovery;

import java.util.Map;

/**
 * The operator's weights by strategy name.
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
   * @return its weight, 0 unless set
   */
  public int of(String name) {
    return byName.getOrDefault(name, 0);
  }
}
