package dev.sendfile.itests.example;

import java.io.File;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import org.osgi.framework.Bundle;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.launch.FrameworkFactory;

/** Runs the example application in the framework on its class path, in a JVM of its own. */
public final class Launcher {

  private static final int PATIENCE = 10_000; // milliseconds

  private Launcher() {}

  /**
   * Starts bundles, then the application, which is the last of them.
   *
   * @param args where the framework stores things, the jars of the bundles, what the application
   *     shall get
   */
  public static void main(String[] args) throws Exception {
    Framework framework =
        ServiceLoader.load(FrameworkFactory.class)
            .findFirst()
            .orElseThrow()
            .newFramework(Map.of("org.osgi.framework.storage", args[0]));
    framework.start();
    List<Bundle> bundles = new ArrayList<>();
    for (String jar : args[1].split(File.pathSeparator)) {
      bundles.add(framework.getBundleContext().installBundle("reference:file:" + jar));
    }
    for (Bundle bundle : bundles) {
      bundle.start();
    }
    Bundle application = bundles.get(bundles.size() - 1);
    application
        .loadClass("org.example.application.Main")
        .getMethod("main", String[].class)
        .invoke(null, (Object) Arrays.copyOfRange(args, 2, args.length));
    framework.stop();
    framework.waitForStop(PATIENCE);
  }
}
