package dev.sendfile.ffm;

import dev.sendfile.spi.Capability;
import dev.sendfile.spi.Context;
import dev.sendfile.spi.Offer;
import dev.sendfile.spi.Plan;
import dev.sendfile.spi.Route;
import dev.sendfile.spi.Session;
import dev.sendfile.spi.Techniques;
import java.io.IOException;
import java.util.Set;

/**
 * The strategy {@code native-writev}: header and small content of a prepared file, read into one
 * buffer, to a prepared socket by one gathering write. Safe for use by many threads.
 */
public final class NativeWritev extends NativeStrategy {

  private static final Set<Capability> CAPABILITIES =
      Set.of(Capability.NON_BLOCKING, Capability.GATHERS_HEADER, Capability.DETECTS_TRUNCATION);

  private static final Offer BEHIND_A_HEADER =
      new Offer.Accepted(CAPABILITIES, 1, Small.BEHIND_A_HEADER);
  private static final Offer BARE = Offer.lastResort(CAPABILITIES);

  /** For the service loader. */
  public NativeWritev() {
    super("native-writev", Techniques.READ_WRITE);
  }

  @Override
  public boolean serves(Route route, boolean prepared) {
    return prepared;
  }

  @Override
  public Offer assess(Plan plan) {
    Offer declined = Small.declined(plan);
    if (declined != null) {
      return declined;
    }
    return plan.headerLength() > 0 ? BEHIND_A_HEADER : BARE;
  }

  @Override
  Session open(Plan plan, Context context, Calls calls, Held held) throws IOException {
    return new ReadingSession(calls, held, context);
  }
}
