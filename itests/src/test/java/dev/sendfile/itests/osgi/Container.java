package dev.sendfile.itests.osgi;

import dev.sendfile.itests.Delivered;
import dev.sendfile.itests.fixture.Providers;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkEvent;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.wiring.FrameworkWiring;

/** A running framework, with what a test puts into it. */
public final class Container implements AutoCloseable {

  public static final String API = "sendfile-api";
  public static final String NIO = "sendfile-provider-nio";
  public static final String MMAP = "sendfile-provider-mmap";
  public static final String RWLOOP = "sendfile-provider-rwloop";
  public static final String NATIVE = Providers.NATIVE_ARTIFACT;

  private static final long PATIENCE_MILLIS = 20_000;

  private final Framework framework;
  private Bundle inside;

  private Container(Framework framework) {
    this.framework = framework;
  }

  /** Starts an empty framework that keeps its things in a folder. */
  static Container start(FrameworkKind kind, Path storage) throws Exception {
    Map<String, String> settings = new HashMap<>();
    settings.put(Constants.FRAMEWORK_STORAGE, storage.toString());
    settings.put(Constants.FRAMEWORK_STORAGE_CLEAN, Constants.FRAMEWORK_STORAGE_CLEAN_ONFIRSTINIT);
    Framework framework = kind.factory().newFramework(settings);
    framework.start();
    return new Container(framework);
  }

  /** With the api and all providers active that this Java can load. */
  public static Container complete(FrameworkKind kind, Path storage) throws Exception {
    Container container = start(kind, storage);
    for (String artifact : List.of(API, NIO, MMAP, RWLOOP)) {
      container.install(artifact).start();
    }
    if (!Providers.nativeStrategies().isEmpty()) {
      container.install(NATIVE).start();
    }
    return container;
  }

  /** Leaves what every Java can load. */
  void uninstallNative() throws BundleException {
    if (bundle(NATIVE) != null) {
      bundle(NATIVE).uninstall();
    }
  }

  BundleContext context() {
    return framework.getBundleContext();
  }

  /** Installs one of our jars, or another one that the build has copied. */
  Bundle install(String artifact) throws IOException, BundleException {
    return install(artifact, jar(artifact));
  }

  static Path jar(String artifact) {
    Path other = FrameworkKind.BUNDLES.resolve(artifact + ".jar");
    return Files.exists(other) ? other : Delivered.jar(artifact);
  }

  Bundle install(String location, Path jar) throws IOException, BundleException {
    return install(location, Files.readAllBytes(jar));
  }

  /** From a copy: what the test holds is not what the framework opens. */
  Bundle install(String location, byte[] jar) throws BundleException {
    return context().installBundle(location, new ByteArrayInputStream(jar));
  }

  public Bundle bundle(String artifact) {
    return context().getBundle(artifact);
  }

  // ---- what runs inside

  /** Takes away what runs inside. */
  void forget() throws BundleException, InterruptedException {
    Bundle gone = inside;
    inside = null;
    gone.uninstall();
    refresh(gone);
  }

  /**
   * Runs something inside.
   *
   * @param task a class of package {@code inside}: a {@code Function} of an array of arguments
   */
  @SuppressWarnings("unchecked")
  <T> T run(Class<?> task, Object... arguments) {
    return ((Function<Object[], T>) inside(task)).apply(arguments);
  }

  /** Makes an object inside, of a class of package {@code inside}. */
  Object inside(Class<?> task) {
    try {
      return insideBundle().loadClass(task.getName()).getDeclaredConstructor().newInstance();
    } catch (ReflectiveOperationException e) {
      throw new AssertionError(e);
    }
  }

  private Bundle insideBundle() {
    try {
      if (inside == null) {
        inside = install("inside", InsideBundle.jar());
        inside.start();
      }
      return inside;
    } catch (BundleException | IOException e) {
      throw new AssertionError(e);
    }
  }

  /** Lets go of what is stopped or uninstalled, and all that is wired to it. */
  void refresh(Bundle... bundles) throws InterruptedException {
    CountDownLatch refreshed = new CountDownLatch(1);
    framework
        .adapt(FrameworkWiring.class)
        .refreshBundles(
            Arrays.asList(bundles),
            event -> {
              if (event.getType() == FrameworkEvent.PACKAGES_REFRESHED) {
                refreshed.countDown();
              }
            });
    if (!refreshed.await(PATIENCE_MILLIS, TimeUnit.MILLISECONDS)) {
      throw new AssertionError("not refreshed");
    }
  }

  @Override
  public void close() {
    try {
      framework.stop();
      FrameworkEvent end = framework.waitForStop(PATIENCE_MILLIS);
      if (end.getType() == FrameworkEvent.WAIT_TIMEDOUT) {
        throw new AssertionError("the framework does not stop");
      }
    } catch (BundleException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
