package dev.sendfile.internal.osgi;

import dev.sendfile.internal.settings.Defaults;
import java.lang.System.Logger.Level;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceReference;
import org.osgi.util.tracker.ServiceTracker;

/**
 * Waits for a Configuration Admin, which may come long after this bundle: its package is imported
 * dynamically, so {@link Configuration} can be loaded from then on, and not before.
 */
final class ConfigurationAdminTracker extends ServiceTracker<Object, Object> {

  private static final String CONFIGURATION_ADMIN = "org.osgi.service.cm.ConfigurationAdmin";
  private static final String MANAGED_SERVICE = "org.osgi.service.cm.ManagedService";

  private final Deployment deployment;
  private final Defaults properties;
  private final AtomicBoolean registered = new AtomicBoolean();

  ConfigurationAdminTracker(BundleContext context, Deployment deployment, Defaults properties) {
    super(context, CONFIGURATION_ADMIN, null);
    this.deployment = deployment;
    this.properties = properties;
  }

  /** One registration serves all that come; what was configured holds while there is none. */
  @Override
  @SuppressWarnings("JdkObsolete") // OSGi wants a Dictionary
  public @Nullable Object addingService(ServiceReference<Object> reference) {
    if (isUsable(reference) && registered.compareAndSet(false, true)) {
      Dictionary<String, Object> described = new Hashtable<>();
      described.put(Constants.SERVICE_PID, Configuration.PID);
      context.registerService(
          MANAGED_SERVICE, new Configuration(deployment, properties), described);
    }
    return null; // nothing of it is needed
  }

  /** Asks the loader: had the JVM once not found what {@link Configuration} is, it never would. */
  private static boolean isUsable(ServiceReference<Object> reference) {
    try {
      Class.forName(MANAGED_SERVICE, false, ConfigurationAdminTracker.class.getClassLoader());
      return true;
    } catch (ClassNotFoundException e) {
      System.getLogger(Configuration.PID)
          .log(
              Level.WARNING,
              "no configuration "
                  + Configuration.PID
                  + " is heard from "
                  + reference.getBundle()
                  + ": nobody exports org.osgi.service.cm 1.5 or later; install a Configuration"
                  + " Admin that does");
      return false;
    }
  }
}
