package dev.sendfile.ffm;

import dev.sendfile.spi.TransferStrategy;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;

/** Registers the strategies as services, for as long as the bundle is active. */
public final class Activator implements BundleActivator {

  private @Nullable NativeSplice splice;

  /** For the framework. */
  public Activator() {}

  @Override
  public void start(BundleContext context) {
    NativeSplice keepsPipes = new NativeSplice(context.getProperty(ScanFrom.PROPERTY));
    splice = keepsPipes;
    List.of(
            new NativeCopyFileRange(),
            new NativeMappedWritev(),
            new NativeReflink(),
            new NativeSendfile(),
            keepsPipes,
            new NativeWritev())
        .forEach(it -> register(context, it));
  }

  @SuppressWarnings("JdkObsolete") // OSGi wants a Dictionary
  private static void register(BundleContext context, TransferStrategy strategy) {
    Dictionary<String, Object> properties = new Hashtable<>();
    properties.put("dev.sendfile.strategy", strategy.name());
    properties.put("dev.sendfile.technique", strategy.technique());
    properties.put(Constants.SERVICE_RANKING, 0); // its weight
    context.registerService(TransferStrategy.class, strategy, properties);
  }

  /** The framework unregisters the services. */
  @Override
  public void stop(BundleContext context) {
    if (splice != null) {
      splice.close();
      splice = null;
    }
  }
}
