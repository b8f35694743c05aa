package dev.sendfile.internal.osgi;

import dev.sendfile.internal.settings.Defaults;
import java.util.Dictionary;
import java.util.Hashtable;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.ServiceRegistration;
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
  private @Nullable ServiceRegistration<?> registration;

  ConfigurationAdminTracker(BundleContext context, Deployment deployment, Defaults properties) {
    super(context, CONFIGURATION_ADMIN, null);
    this.deployment = deployment;
    this.properties = properties;
  }

  /** One registration serves all that come; what was configured holds while there is none. */
  @Override
  @SuppressWarnings("JdkObsolete") // OSGi wants a Dictionary
  public synchronized @Nullable Object addingService(ServiceReference<Object> reference) {
    if (registration == null) {
      Dictionary<String, Object> described = new Hashtable<>();
      described.put(Constants.SERVICE_PID, Configuration.PID);
      registration =
          context.registerService(
              MANAGED_SERVICE, new Configuration(deployment, properties), described);
    }
    return null; // nothing of it is needed
  }
}
