package dev.sendfile.ffm;

import dev.sendfile.spi.Availability;
import dev.sendfile.spi.Capability;
import dev.sendfile.spi.Offer;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * From which length on it pays to look for a descriptor among all of the process.
 *
 * @param offer what a strategy offers that would have to; a transfer whose length nobody knows may
 *     be a short one, so it is none that this pays for
 * @param availability whether the setting can be understood
 */
record ScanFrom(Offer offer, Availability availability) {

  /** The system property, or framework property, that sets it: a number of bytes. */
  static final String PROPERTY = "dev.sendfile.ffm.scanFrom";

  /** It takes 30 to 40 microseconds with 10 descriptors, and some 15 milliseconds with 10,000. */
  private static final long USUAL = 1 << 20;

  /** The longest of all lengths stands for one that is not known. */
  private static final long LONGEST_KNOWN = Long.MAX_VALUE - 2;

  static ScanFrom parse(@Nullable String setting, Set<Capability> capabilities) {
    try {
      long bytes = setting == null ? USUAL : Long.parseLong(setting.trim());
      if (bytes >= 0 && bytes <= LONGEST_KNOWN) {
        return new ScanFrom(
            new Offer.Accepted(capabilities, bytes, LONGEST_KNOWN), Availability.available());
      }
    } catch (NumberFormatException e) {
      // told below
    }
    return new ScanFrom(
        Offer.lastResort(capabilities),
        Availability.unavailable(
            PROPERTY + "=" + setting + " is not a number of bytes",
            "set it to one like " + USUAL + ", or not at all"));
  }
}
