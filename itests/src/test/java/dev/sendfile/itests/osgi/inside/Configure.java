package dev.sendfile.itests.osgi.inside;

import java.io.IOException;
import java.util.Hashtable;
import java.util.Map;
import java.util.function.Function;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;

/** Sets the configuration of the library, as a console does; an empty map deletes it. */
public final class Configure implements Function<Object[], String> {

  @Override
  @SuppressWarnings("unchecked")
  public String apply(Object[] arguments) {
    BundleContext context = FrameworkUtil.getBundle(getClass()).getBundleContext();
    ConfigurationAdmin admin =
        context.getService(context.getServiceReference(ConfigurationAdmin.class));
    Map<String, Object> values = (Map<String, Object>) arguments[0];
    try {
      Configuration configuration = admin.getConfiguration("dev.sendfile", "?");
      if (values.isEmpty()) {
        configuration.delete();
      } else {
        configuration.update(new Hashtable<>(values));
      }
      return "told";
    } catch (IOException e) {
      return e.toString();
    }
  }
}
