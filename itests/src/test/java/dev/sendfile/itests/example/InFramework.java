package dev.sendfile.itests.example;

import dev.sendfile.itests.fixture.Providers;
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
final class InFramework {

  private InFramework() {}

  /** Native strategies need a newer Java, and a bundle that does not resolve does not start. */
  private static boolean resolves(Path jar) {
    return !Providers.nativeStrategies().isEmpty()
        || !jar.getFileName().toString().startsWith(Providers.NATIVE_ARTIFACT);
  }

  /** The application in a framework that starts all before it. */
  static Sender start(String framework, Path folder, Path provider, Path application)
      throws IOException {
    List<String> bundles = new ArrayList<>();
    try (Stream<Path> jars = Files.list(Path.of(System.getProperty("sendfile.modules.dir")))) {
      jars.filter(InFramework::resolves).forEach(it -> bundles.add(it.toString()));
    }
    bundles.add(provider.toString());
    bundles.add(bundle(application, folder.resolve("application.jar")).toString());
    String classPath =
        Path.of(System.getProperty("sendfile.bundles.dir"), framework)
            + File.pathSeparator
            + Path.of("target", "test-classes").toAbsolutePath();
    return new Sender(
        List.of(
            Sender.JAVA,
            "-cp",
            classPath,
            Launcher.class.getName(),
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
