package dev.sendfile.internal.framework;

import org.osgi.framework.Bundle;
import org.osgi.framework.FrameworkUtil;

/** Looks whether a class is a bundle's. Without OSGi there are no bundles. */
final class Bundles {

  private Bundles() {}

  /**
   * Tells whether a framework has loaded a class from a bundle.
   *
   * @param type the class
   * @return {@code true} if so
   */
  static boolean isOfBundle(Class<?> type) {
    try {
      Bundle bundle = FrameworkUtil.getBundle(type);
      return bundle != null;
    } catch (LinkageError e) {
      return false; // OSGi is not there, or, for a module, out of reach on the class path
    }
  }
}
