package dev.sendfile.spi;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/** What a strategy answers when it is shown a plan. */
public sealed interface Offer {

  /**
   * Makes an offer that is efficient at every length.
   *
   * @param capabilities what the strategy can do on this route; empty for a plain read-write loop
   * @return the offer
   */
  static Accepted accepted(Set<Capability> capabilities) {
    return new Accepted(capabilities, 0, Long.MAX_VALUE);
  }

  /**
   * Makes an offer that is efficient at no length: it ranks behind all that are efficient at any,
   * whatever their flags. For wrappers, which should not run by merely being deployed, and for ways
   * that only serve where nothing better does.
   *
   * @param capabilities what the strategy can do on this route
   * @return the offer
   */
  static Accepted lastResort(Set<Capability> capabilities) {
    return new Accepted(capabilities, Long.MAX_VALUE, Long.MAX_VALUE);
  }

  /**
   * Makes a refusal of these two ends.
   *
   * @param reason why, in words for a user, without a final full stop
   * @return the refusal
   */
  static Declined declined(String reason) {
    return new Declined(Refusal.ofEnds(reason));
  }

  /**
   * The strategy would serve the plan.
   *
   * @param capabilities what it can do on this route
   * @param efficientFrom the smallest length in bytes at which its {@link #tier} should count, at
   *     least 0
   * @param efficientTo the largest such length in bytes, inclusive; {@link Long#MAX_VALUE} for no
   *     limit. At other lengths the strategy still serves, but ranks behind all that are efficient
   *     there
   * @param tier the class in which it ranks, always that of its capabilities
   */
  record Accepted(Set<Capability> capabilities, long efficientFrom, long efficientTo, Tier tier)
      implements Offer {

    /**
     * Checks the range and takes a copy of the set.
     *
     * @param capabilities what it can do on this route
     * @param efficientFrom the smallest efficient length in bytes
     * @param efficientTo the largest efficient length in bytes, inclusive
     * @param tier the class in which it ranks
     * @throws IllegalArgumentException if the range is empty or negative, or the tier is not that
     *     of the capabilities
     */
    public Accepted {
      if (efficientFrom < 0 || efficientTo < efficientFrom) {
        throw new IllegalArgumentException(
            "efficient range " + efficientFrom + ".." + efficientTo + " is empty or negative");
      }
      if (tier != Tier.of(capabilities)) {
        throw new IllegalArgumentException(tier + " is not the tier of " + capabilities);
      }
      capabilities = Collections.unmodifiableSet(sorted(capabilities));
    }

    /** One bit each: some of them are looked up for every transfer. */
    private static EnumSet<Capability> sorted(Set<Capability> capabilities) {
      EnumSet<Capability> sorted = EnumSet.noneOf(Capability.class);
      sorted.addAll(capabilities);
      return sorted;
    }

    /**
     * Makes an offer in the tier of its capabilities.
     *
     * @param capabilities what the strategy can do on this route
     * @param efficientFrom the smallest efficient length in bytes
     * @param efficientTo the largest efficient length in bytes, inclusive
     */
    public Accepted(Set<Capability> capabilities, long efficientFrom, long efficientTo) {
      this(capabilities, efficientFrom, efficientTo, Tier.of(capabilities));
    }

    /**
     * Tells whether the strategy calls itself efficient at a length.
     *
     * @param length bytes to move; -1 for a length that is not known, which counts as longer than
     *     that of any file
     * @return {@code true} if so
     */
    public boolean efficientAt(long length) {
      long known = length < 0 ? Long.MAX_VALUE - 1 : length; // the very last is no length at all
      return efficientFrom <= known && known <= efficientTo;
    }

    /**
     * Tells whether the strategy calls itself efficient at no length.
     *
     * @return {@code true} if so
     */
    public boolean isLastResort() {
      return efficientFrom == Long.MAX_VALUE;
    }

    /**
     * Tells whether a capability is among the reported ones.
     *
     * @param capability the one asked for
     * @return {@code true} if so
     */
    public boolean has(Capability capability) {
      return capabilities.contains(capability);
    }

    @Override
    public String toString() {
      return "offer " + capabilities + " efficient " + efficientFrom + ".." + efficientTo;
    }
  }

  /**
   * The strategy would not serve the plan.
   *
   * @param refusal why
   */
  record Declined(Refusal refusal) implements Offer {}
}
