package dev.sendfile.itests.osgi.inside;

import dev.sendfile.spi.Context;
import dev.sendfile.spi.Offer;
import dev.sendfile.spi.Plan;
import dev.sendfile.spi.Session;
import dev.sendfile.spi.TransferStrategy;
import java.util.Hashtable;
import java.util.function.Function;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceRegistration;

/** Registers a strategy that serves nothing: its name, and its ranking. */
public final class RegisterStrategy implements Function<Object[], ServiceRegistration<?>> {

  private record Named(String name) implements TransferStrategy {
    @Override
    public String technique() {
      return "test";
    }

    @Override
    public Offer assess(Plan plan) {
      return Offer.declined("declined by the test");
    }

    @Override
    public Session open(Plan plan, Context context) {
      throw new AssertionError();
    }
  }

  @Override
  public ServiceRegistration<?> apply(Object[] arguments) {
    Hashtable<String, Object> properties = new Hashtable<>();
    properties.put(Constants.SERVICE_RANKING, arguments[1]);
    return FrameworkUtil.getBundle(getClass())
        .getBundleContext()
        .registerService(TransferStrategy.class, new Named((String) arguments[0]), properties);
  }
}
