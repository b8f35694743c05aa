package dev.sendfile.gate;

import dev.sendfile.spi.Capability;
import dev.sendfile.spi.Context;
import dev.sendfile.spi.Offer;
import dev.sendfile.spi.Plan;
import dev.sendfile.spi.Session;
import dev.sendfile.spi.TransferStrategy;
import java.io.IOException;
import java.util.Set;

/** A strategy made of a name, flags and a way to open sessions. */
record GateStrategy(String name, Set<Capability> capabilities, Opener opener)
    implements TransferStrategy {

  /** Opens a session. */
  @FunctionalInterface
  interface Opener {
    Session open(Plan plan, Context context) throws IOException;
  }

  @Override
  public String technique() {
    return "gate";
  }

  @Override
  public Offer assess(Plan plan) {
    return Offer.accepted(capabilities);
  }

  @Override
  public Session open(Plan plan, Context context) throws IOException {
    return opener.open(plan, context);
  }
}
