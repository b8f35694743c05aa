package dev.sendfile.internal.osgi;

import dev.sendfile.Sendfile;
import dev.sendfile.internal.framework.Registry;
import dev.sendfile.internal.settings.Defaults;
import java.util.Dictionary;
import java.util.Hashtable;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;

/** Keeps the registry open as long as the bundle is active, and publishes the service. */
public final class Activator implements BundleActivator {

  private @Nullable Deployment deployment;
  private @Nullable ConfigurationAdminTracker configuration;

  /** For the framework. */
  public Activator() {}

  @Override
  public void start(BundleContext context) {
    boolean started = false;
    try {
      open(context);
      started = true;
    } finally {
      if (!started) {
        stop(context); // a framework does not stop what has not started
      }
    }
  }

  @SuppressWarnings("JdkObsolete") // OSGi wants a Dictionary
  private void open(BundleContext context) {
    Registry registry = Registry.forActivator();
    Defaults properties = Defaults.of(System.getProperties()); // a bad one keeps the bundle out
    Deployment opened = new Deployment(context, registry, properties);
    deployment = opened;
    opened.open();
    configuration = new ConfigurationAdminTracker(context, opened, properties);
    configuration.open();
    Dictionary<String, Object> described = new Hashtable<>();
    described.put(Constants.SERVICE_DESCRIPTION, "Sends files by the strategies that are deployed");
    context.registerService(Sendfile.class, Sendfile.getDefault(), described);
  }

  /** The framework unregisters the services; transfers that would begin now are refused. */
  @Override
  public void stop(BundleContext context) {
    if (configuration != null) {
      configuration.close();
      configuration = null;
    }
    if (deployment != null) {
      deployment.close();
      deployment = null;
    }
  }
}
