package dev.sendfile.itests.osgi;

import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import org.osgi.framework.launch.FrameworkFactory;

/** The frameworks that the bundles are tried in. */
public enum FrameworkKind {
  FELIX("org.apache.felix.framework.jar", "org.apache.felix.framework.FrameworkFactory"),
  EQUINOX("org.eclipse.osgi.jar", "org.eclipse.osgi.launch.EquinoxFactory");

  /** Bundles and frameworks, copied there by the build. */
  static final Path BUNDLES = Path.of(System.getProperty("sendfile.bundles.dir"));

  private final String jar;
  private final String factory;

  FrameworkKind(String jar, String factory) {
    this.jar = jar;
    this.factory = factory;
  }

  /** Each from a loader of its own: both jars bring the packages of OSGi, which differ. */
  FrameworkFactory factory() {
    try {
      URL[] jars = {BUNDLES.resolve(jar).toUri().toURL()};
      URLClassLoader loader = new URLClassLoader(jars, FrameworkKind.class.getClassLoader());
      return (FrameworkFactory) loader.loadClass(factory).getDeclaredConstructor().newInstance();
    } catch (ReflectiveOperationException | MalformedURLException e) {
      throw new AssertionError(e);
    }
  }
}
