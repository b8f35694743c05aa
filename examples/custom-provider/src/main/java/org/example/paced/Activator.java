package org.example.paced;

import dev.sendfile.spi.TransferStrategy;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.Objects;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;

/** Registers the strategy in an OSGi framework, which unregisters it when the bundle stops. */
public final class Activator implements BundleActivator {

  /** For the framework. */
  public Activator() {}

  @Override
  public void start(BundleContext context) {
    // a property of the framework, or a system property
    String rate = context.getProperty(PacedStrategy.RATE);
    TransferStrategy paced =
        new PacedStrategy(Objects.requireNonNullElse(rate, PacedStrategy.DEFAULT_RATE));
    Dictionary<String, Object> properties = new Hashtable<>();
    properties.put("dev.sendfile.strategy", paced.name());
    properties.put("dev.sendfile.technique", paced.technique());
    context.registerService(TransferStrategy.class, paced, properties);
  }

  @Override
  public void stop(BundleContext context) {}
}
