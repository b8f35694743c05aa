package dev.sendfile.itests.osgi;

import dev.sendfile.itests.fixture.ChildJvm;
import dev.sendfile.itests.fixture.Compiled;
import dev.sendfile.spi.TransferStrategy;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;

/** A jar of somebody who knows the service loader, and leaves OSGi to a mediator. */
final class ThirdParty {

  private static final String ACTIVATOR =
      """
      package third;
      import dev.sendfile.spi.TransferStrategy;
      import org.osgi.framework.*;
      public class Activator implements BundleActivator {
        public void start(BundleContext context) {
          context.registerService(TransferStrategy.class, new Strategy(), null);
        }
        public void stop(BundleContext context) {}
      }
      """;

  private ThirdParty() {}

  /**
   * Makes the jar.
   *
   * @param folder an empty folder to work in
   * @param activated whether an activator registers the strategy, too
   */
  static byte[] jar(Path folder, boolean activated) throws IOException {
    Compiled.compile(
        folder,
        Map.of(
            "Strategy.java",
            Compiled.strategySource("third", "Strategy", "third"),
            "Activator.java",
            ACTIVATOR),
        "-cp",
        ChildJvm.classPath());
    Compiled.declare(folder, TransferStrategy.class, "third.Strategy");
    Manifest manifest = new Manifest();
    Attributes headers = manifest.getMainAttributes();
    headers.putValue("Manifest-Version", "1.0");
    headers.putValue("Bundle-ManifestVersion", "2");
    headers.putValue("Bundle-SymbolicName", "third");
    headers.putValue("Import-Package", "dev.sendfile.spi,org.osgi.framework");
    headers.putValue(
        "Require-Capability",
        "osgi.extender;filter:=\"(osgi.extender=osgi.serviceloader.registrar)\"");
    headers.putValue(
        "Provide-Capability",
        "osgi.serviceloader;osgi.serviceloader=\"" + TransferStrategy.class.getName() + "\"");
    if (activated) {
      headers.putValue("Bundle-Activator", "third.Activator");
    }
    return pack(folder, manifest);
  }

  private static byte[] pack(Path folder, Manifest manifest) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (Stream<Path> files = Files.walk(folder);
        JarOutputStream jar = new JarOutputStream(bytes, manifest)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        jar.putNextEntry(new ZipEntry(folder.relativize(file).toString()));
        Files.copy(file, jar);
        jar.closeEntry();
      }
    }
    return bytes.toByteArray();
  }
}
