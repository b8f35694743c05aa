package dev.sendfile.itests.osgi;

import dev.sendfile.itests.osgi.inside.Strategies;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import org.osgi.framework.Constants;

/** Packs the package {@code inside} into a bundle. */
final class InsideBundle {

  private InsideBundle() {}

  static byte[] jar() throws IOException {
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().putValue("Manifest-Version", "1.0");
    manifest.getMainAttributes().putValue(Constants.BUNDLE_MANIFESTVERSION, "2");
    manifest.getMainAttributes().putValue(Constants.BUNDLE_SYMBOLICNAME, "inside");
    manifest
        .getMainAttributes()
        .putValue(
            Constants.IMPORT_PACKAGE,
            "dev.sendfile,dev.sendfile.spi,org.osgi.framework,"
                + "org.osgi.service.cm;resolution:=optional,"
                + "org.osgi.service.metatype;resolution:=optional");
    return jar(manifest, classes());
  }

  /** Packs files under the names that they have below the root of all classes. */
  static byte[] jar(Manifest manifest, List<Path> files) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JarOutputStream jar = new JarOutputStream(bytes, manifest)) {
      for (Path file : files) {
        jar.putNextEntry(new ZipEntry(root().relativize(file).toString()));
        Files.copy(file, jar);
        jar.closeEntry();
      }
    }
    return bytes.toByteArray();
  }

  private static List<Path> classes() throws IOException {
    Path folder = root().resolve(Strategies.class.getPackageName().replace('.', '/'));
    try (Stream<Path> files = Files.list(folder)) {
      return files.toList();
    }
  }

  static Path root() {
    try {
      return Path.of(
          InsideBundle.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new AssertionError(e);
    }
  }
}
