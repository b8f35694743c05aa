package org.example.paced;

import dev.sendfile.spi.Availability;
import dev.sendfile.spi.Capability;
import dev.sendfile.spi.Context;
import dev.sendfile.spi.Offer;
import dev.sendfile.spi.Plan;
import dev.sendfile.spi.Session;
import dev.sendfile.spi.TransferStrategy;
import java.io.IOException;
import java.util.Set;

/** The strategy {@code paced}. Immutable, safe for use by many threads. */
public final class PacedStrategy implements TransferStrategy {

  /** The property that sets the rate, in bytes per second. */
  static final String RATE = "org.example.paced.bytesPerSecond";

  /** The rate unless it is set: 1 MiB per second. */
  static final String DEFAULT_RATE = "1048576";

  /** What this strategy wraps delivers the header, in whatever way it can. */
  private static final Set<Capability> CAPABILITIES = Set.of(Capability.GATHERS_HEADER);

  private static final Offer LAST = Offer.lastResort(CAPABILITIES);

  private static final Offer NO_FILE = Offer.declined("paced sends files, and this source is none");

  private final long bytesPerSecond;
  private final Availability availability;

  /** For the service loader: with the rate that a system property sets. */
  public PacedStrategy() {
    this(System.getProperty(RATE, DEFAULT_RATE));
  }

  /** With a rate as somebody wrote it. */
  PacedStrategy(String rate) {
    bytesPerSecond = parse(rate);
    availability =
        bytesPerSecond > 0
            ? Availability.available()
            : Availability.unavailable(
                RATE + "=" + rate + " is no number of bytes per second",
                "set it to a whole number from 1 on, for example " + DEFAULT_RATE);
  }

  /** A constructor that throws would leave no more than "could not be instantiated". */
  private static long parse(String rate) {
    try {
      return Long.parseLong(rate);
    } catch (NumberFormatException e) {
      return 0;
    }
  }

  @Override
  public String name() {
    return "paced";
  }

  @Override
  public String technique() {
    return "pacing";
  }

  @Override
  public Availability availability() {
    return availability;
  }

  @Override
  public Offer assess(Plan plan) {
    return plan.source().positional() ? LAST : NO_FILE;
  }

  @Override
  public Session open(Plan plan, Context context) throws IOException {
    return new PacedSession(context.next(plan), bytesPerSecond, System::nanoTime);
  }
}
