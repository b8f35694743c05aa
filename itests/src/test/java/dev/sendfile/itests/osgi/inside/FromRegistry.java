package dev.sendfile.itests.osgi.inside;

import dev.sendfile.Sendfile;
import java.util.function.Function;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceReference;

/** Takes the service as the README does; answers whether it is what the static methods use. */
public final class FromRegistry implements Function<Object[], Boolean> {

  @Override
  public Boolean apply(Object[] none) {
    BundleContext context = FrameworkUtil.getBundle(getClass()).getBundleContext();
    ServiceReference<Sendfile> reference = context.getServiceReference(Sendfile.class);
    Sendfile sendfile = context.getService(reference);
    return sendfile.equals(Sendfile.getDefault());
  }
}
