package dev.sendfile.itests.example;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;

/** An OSGi framework with nothing in it but the library, a provider, and the application. */
final class Framework {

  /** A launcher, and the only code here that knows OSGi. */
  private static final String LAUNCHER =
      """
      import java.util.*;
      import java.util.stream.*;
      import org.osgi.framework.*;
      import org.osgi.framework.launch.*;

      public class Launcher {
        public static void main(String[] args) throws Exception {
          Map<String, String> settings = Map.of("org.osgi.framework.storage", args[0]);
          Framework framework =
              ServiceLoader.load(FrameworkFactory.class).findFirst().get().newFramework(settings);
          framework.start();
          List<Bundle> bundles = new ArrayList<>();
          for (String jar : args[1].split(java.io.File.pathSeparator)) {
            bundles.add(framework.getBundleContext().installBundle("reference:file:" + jar));
          }
          for (Bundle bundle : bundles) {
            bundle.start();
          }
          Class<?> main = bundles.get(bundles.size() - 1).loadClass("org.example.application.Main");
          String[] rest = Arrays.copyOfRange(args, 2, args.length);
          main.getMethod("main", String[].class).invoke(null, (Object) rest);
          framework.stop();
          framework.waitForStop(10_000);
        }
      }
      """;

  private Framework() {}

  /** Starts all, the application last. */
  static Sender of(String framework, Path folder, Path provider, Path application)
      throws IOException {
    List<String> bundles = new ArrayList<>();
    try (Stream<Path> jars = Files.list(Path.of(System.getProperty("sendfile.modules.dir")))) {
      jars.forEach(it -> bundles.add(it.toString()));
    }
    bundles.add(provider.toString());
    bundles.add(bundle(application, folder.resolve("application.jar")).toString());
    Path launcher = Files.writeString(folder.resolve("Launcher.java"), LAUNCHER);
    return new Sender(
        List.of(
            Sender.JAVA,
            "-cp",
            Path.of(System.getProperty("sendfile.bundles.dir"), framework).toString(),
            launcher.toString(),
            folder.resolve("storage").toString(),
            String.join(File.pathSeparator, bundles)));
  }

  /** The application with the manifest of a bundle. */
  private static Path bundle(Path application, Path to) throws IOException {
    Manifest manifest = new Manifest();
    Attributes headers = manifest.getMainAttributes();
    headers.put(Attributes.Name.MANIFEST_VERSION, "1.0");
    headers.putValue("Bundle-ManifestVersion", "2");
    headers.putValue("Bundle-SymbolicName", "org.example.application");
    headers.putValue("Import-Package", "dev.sendfile;version=\"[0.1,1)\"");
    try (JarFile jar = new JarFile(application.toFile());
        OutputStream out = Files.newOutputStream(to);
        JarOutputStream entries = new JarOutputStream(out, manifest)) {
      Enumeration<JarEntry> all = jar.entries();
      while (all.hasMoreElements()) {
        JarEntry entry = all.nextElement();
        if (entry.getName().endsWith(".class")) {
          entries.putNextEntry(new JarEntry(entry.getName()));
          jar.getInputStream(entry).transferTo(entries);
        }
      }
    }
    return to;
  }
}
