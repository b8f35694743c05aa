package dev.sendfile.itests.osgi.inside;

import dev.sendfile.spi.Candidate;
import dev.sendfile.spi.Plan;
import dev.sendfile.spi.TransferSelector;
import java.util.Comparator;
import java.util.Hashtable;
import java.util.List;
import java.util.function.Function;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceRegistration;

/** Registers a selector that puts one strategy first: its name, and the selector's ranking. */
public final class RegisterSelector implements Function<Object[], ServiceRegistration<?>> {

  private record First(String name) implements TransferSelector {
    @Override
    public List<Candidate> select(Plan plan, List<Candidate> ranked) {
      Comparator<Candidate> order = Comparator.comparing(it -> !it.name().equals(name));
      return ranked.stream().sorted(order).toList(); // others stay as they are ranked
    }
  }

  @Override
  public ServiceRegistration<?> apply(Object[] arguments) {
    Hashtable<String, Object> properties = new Hashtable<>();
    properties.put(Constants.SERVICE_RANKING, arguments[1]);
    return FrameworkUtil.getBundle(getClass())
        .getBundleContext()
        .registerService(TransferSelector.class, new First((String) arguments[0]), properties);
  }
}
