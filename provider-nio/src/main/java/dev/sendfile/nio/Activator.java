package dev.sendfile.nio;

import dev.sendfile.spi.TransferStrategy;
import java.util.Dictionary;
import java.util.Hashtable;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;

/** Registers the strategy as a service, for as long as the bundle is active. */
public final class Activator implements BundleActivator {

  /** For the framework. */
  public Activator() {}

  @Override
  @SuppressWarnings("JdkObsolete") // OSGi wants a Dictionary
  public void start(BundleContext context) {
    TransferStrategy strategy = new NioTransferTo();
    Dictionary<String, Object> properties = new Hashtable<>();
    properties.put("dev.sendfile.strategy", strategy.name());
    properties.put("dev.sendfile.technique", strategy.technique());
    properties.put(Constants.SERVICE_RANKING, 0); // its weight
    context.registerService(TransferStrategy.class, strategy, properties);
  }

  /** The framework unregisters the service. */
  @Override
  public void stop(BundleContext context) {}
}
