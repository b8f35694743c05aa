package dev.sendfile.internal.framework;

import org.osgi.framework.Bundle;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkUtil;

/** Looks whether the library is a bundle. Without OSGi there are no bundles. */
final class Bundles {

  private static final String ACTIVATOR = "dev.sendfile.internal.osgi.Activator";

  private Bundles() {}

  /**
   * Tells whether a framework has loaded a class from a bundle that it starts by the library's
   * activator. Where the library is packed into somebody else's bundle, nobody starts it.
   *
   * @param type the class
   * @return {@code true} if so
   */
  static boolean isOurs(Class<?> type) {
    try {
      Bundle bundle = FrameworkUtil.getBundle(type);
      return bundle != null
          && ACTIVATOR.equals(bundle.getHeaders("").get(Constants.BUNDLE_ACTIVATOR));
    } catch (LinkageError e) {
      return false; // no OSGi, or one on the class path: for a module out of reach, or too old
    }
  }
}
