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
    return jar(
        manifest(
            "dev.sendfile,dev.sendfile.spi,org.osgi.framework,"
                + "org.osgi.service.cm;resolution:=optional,"
                + "org.osgi.service.metatype;resolution:=optional"),
        classes());
  }

  /** With the library in it, as somebody packs it who knows nothing of its being a bundle. */
  static byte[] jarAround(Path... library) throws IOException {
    Manifest manifest = manifest("org.osgi.framework");
    StringBuilder classPath = new StringBuilder(".");
    for (Path jar : library) {
      classPath.append(',').append(jar.getFileName());
    }
    manifest.getMainAttributes().putValue(Constants.BUNDLE_CLASSPATH, classPath.toString());
    return jar(manifest, classes(), library);
  }

  private static Manifest manifest(String imports) {
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().putValue("Manifest-Version", "1.0");
    manifest.getMainAttributes().putValue(Constants.BUNDLE_MANIFESTVERSION, "2");
    manifest.getMainAttributes().putValue(Constants.BUNDLE_SYMBOLICNAME, "inside");
    manifest.getMainAttributes().putValue(Constants.IMPORT_PACKAGE, imports);
    return manifest;
  }

  /** Packs files under the names that they have below the root of all classes, and jars. */
  static byte[] jar(Manifest manifest, List<Path> files, Path... jars) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JarOutputStream jar = new JarOutputStream(bytes, manifest)) {
      for (Path file : files) {
        jar.putNextEntry(new ZipEntry(root().relativize(file).toString()));
        Files.copy(file, jar);
        jar.closeEntry();
      }
      for (Path file : jars) {
        jar.putNextEntry(new ZipEntry(file.getFileName().toString()));
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
