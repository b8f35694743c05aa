package dev.sendfile.itests.osgi.inside;

import dev.sendfile.spi.Context;
import dev.sendfile.spi.Offer;
import dev.sendfile.spi.Plan;
import dev.sendfile.spi.Session;
import dev.sendfile.spi.Step;
import dev.sendfile.spi.TransferStrategy;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceRegistration;

/** Registers a strategy, {@code pausing}, that asks for an hour at each step. */
public final class RegisterPausing implements Function<Object[], ServiceRegistration<?>> {

  private static final class Pausing implements TransferStrategy {
    @Override
    public String name() {
      return "pausing";
    }

    @Override
    public String technique() {
      return "test";
    }

    @Override
    public Offer assess(Plan plan) {
      return Offer.accepted(Set.of());
    }

    @Override
    public Session open(Plan plan, Context context) {
      return batch -> new Step.Later(TimeUnit.HOURS.toNanos(1));
    }
  }

  @Override
  public ServiceRegistration<?> apply(Object[] none) {
    return FrameworkUtil.getBundle(getClass())
        .getBundleContext()
        .registerService(TransferStrategy.class, new Pausing(), null);
  }
}
