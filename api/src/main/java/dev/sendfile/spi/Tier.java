package dev.sendfile.spi;

import java.util.Set;

/**
 * The class in which a strategy ranks, best first; derived from its {@linkplain Capability flags}.
 */
public enum Tier {
  /** Blocks are shared, not copied. */
  REFLINK,
  /** The kernel moves the bytes. */
  ZERO_COPY,
  /** Bytes are written from a mapping. */
  MAPPED,
  /** Bytes are read into a buffer and written from it. */
  READ_WRITE;

  /**
   * Derives the tier.
   *
   * @param capabilities what a strategy reports
   * @return the best tier that one of them stands for
   */
  public static Tier of(Set<Capability> capabilities) {
    if (capabilities.contains(Capability.REFLINK)) {
      return REFLINK;
    }
    if (capabilities.contains(Capability.ZERO_COPY)) {
      return ZERO_COPY;
    }
    return capabilities.contains(Capability.MAPPED) ? MAPPED : READ_WRITE;
  }
}
