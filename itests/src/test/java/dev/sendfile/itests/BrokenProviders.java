package dev.sendfile.itests;

import dev.sendfile.spi.Context;
import dev.sendfile.spi.Offer;
import dev.sendfile.spi.Plan;
import dev.sendfile.spi.Session;
import dev.sendfile.spi.TransferStrategy;

/** Providers that cannot be loaded, each in its own way; and two that share a name. */
public final class BrokenProviders {

  private BrokenProviders() {}

  /** Declines whatever it is shown. */
  public abstract static class Declining implements TransferStrategy {

    @Override
    public String name() {
      return "twin";
    }

    @Override
    public String technique() {
      return "broken";
    }

    @Override
    public Offer assess(Plan plan) {
      return Offer.declined("declined by the test");
    }

    @Override
    public Session open(Plan plan, Context context) {
      throw new AssertionError("nobody asked for this");
    }
  }

  /** The first by its class name. */
  public static final class AlphaTwin extends Declining {}

  /** The second by its class name. */
  public static final class BetaTwin extends Declining {}

  /** Throws when it is made. */
  public static final class ThrowsInConstructor extends Declining {
    public ThrowsInConstructor() {
      throw new IllegalStateException("thrown by the constructor");
    }
  }

  /** Throws when its class is initialised. */
  public static final class ThrowsInInitializer extends Declining {
    private static final int NUMBER = Integer.parseInt("no number");

    @Override
    public String technique() {
      return "broken-" + NUMBER;
    }
  }

  /** Has nothing a service loader could call. */
  public static final class HasNoPublicConstructor extends Declining {
    private HasNoPublicConstructor() {}
  }

  /** Has a name that no strategy may have. */
  public static final class HasABadName extends Declining {
    @Override
    public String name() {
      return "sendfile";
    }
  }

  /** Does not know its own name. */
  public static final class ThrowsInName extends Declining {
    @Override
    public String name() {
      throw new UnsupportedOperationException("thrown by name()");
    }
  }
}
