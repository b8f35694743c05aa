package dev.sendfile.itests.osgi;

import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.List;
import org.osgi.framework.launch.FrameworkFactory;

/** The frameworks that the bundles are tried in. */
public enum FrameworkKind {
  FELIX("org.apache.felix.framework.jar", "org.apache.felix.framework.FrameworkFactory"),
  EQUINOX("org.eclipse.osgi.jar", "org.eclipse.osgi.launch.EquinoxFactory");

  /** Bundles and frameworks, copied there by the build. */
  static final Path BUNDLES = Path.of(System.getProperty("sendfile.bundles.dir"));

  /** The system property that names the only one of a run: of two JDKs each has one. */
  private static final String ONLY = "sendfile.framework";

  private final String jar;
  private final String factory;

  FrameworkKind(String jar, String factory) {
    this.jar = jar;
    this.factory = factory;
  }

  /** All of them, or the one that this run is for. */
  static List<FrameworkKind> ofThisRun() {
    String only = System.getProperty(ONLY);
    return only == null ? List.of(values()) : List.of(valueOf(only));
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
