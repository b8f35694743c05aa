package dev.sendfile.itests;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReference;
import java.lang.reflect.Modifier;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;

/**
 * The jars that the build made, found by looking, so that a new module is tested like the others.
 */
public final class Delivered {

  /** The folder of the whole project. */
  static final Path PROJECT = Path.of(System.getProperty("sendfile.project.dir")).normalize();

  /** The artifacts that the command is made of, without the library. */
  static final List<String> COMMAND = List.of("sendfile-cli", "sendfile-bench", "sendfile-plot");

  /** The artifact with the commands for Karaf. */
  static final String KARAF_COMMANDS = "sendfile-karaf-commands";

  /** The artifact of the kit for whoever writes a provider. */
  static final String KIT = "sendfile-provider-tck";

  private static final Path MODULES = Path.of(System.getProperty("sendfile.modules.dir"));

  private Delivered() {}

  /**
   * The artifacts of the library: all but the command, what is for Karaf, and what is for tests.
   */
  static List<String> libraries() {
    try (Stream<Path> files = Files.list(MODULES)) {
      return files
          .map(it -> it.getFileName().toString().replaceFirst("\\.jar$", ""))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The artifacts of the library that hold strategies. */
  static List<String> providers() {
    return libraries().stream().filter(it -> it.startsWith("sendfile-provider-")).toList();
  }

  /** The jar of a library. */
  public static Path jar(String library) {
    return MODULES.resolve(library + ".jar");
  }

  /** The jar with the commands for Karaf. */
  static Path karafCommands() {
    return built(KARAF_COMMANDS, "");
  }

  /** The jar of the kit for whoever writes a provider. */
  static Path kit() {
    return built(KIT, "");
  }

  /** What lies beside the jar of an artifact, for example its sources. */
  static Path companion(String artifact, String classifier) {
    return built(artifact, "-" + classifier);
  }

  private static Path built(String artifact, String suffix) {
    String folder =
        artifact
            .replaceFirst("^sendfile-karaf-", "integrations/karaf/")
            .replaceFirst("^sendfile-bench$", "benchmarks/harness")
            .replaceFirst("^sendfile-plot$", "benchmarks/plot")
            .replaceFirst("^sendfile-", "");
    return PROJECT
        .resolve(folder)
        .resolve("target")
        .resolve(artifact + "-" + System.getProperty("sendfile.version") + suffix + ".jar");
  }

  /** The names of all files in a jar. */
  static List<String> files(Path jar) throws IOException {
    try (JarFile open = new JarFile(jar.toFile())) {
      return open.stream().filter(it -> !it.isDirectory()).map(ZipEntry::getName).toList();
    }
  }

  /** The main part of a jar's manifest. */
  static Attributes manifest(Path jar) throws IOException {
    try (JarFile open = new JarFile(jar.toFile())) {
      return open.getManifest().getMainAttributes();
    }
  }

  /** The module that a jar is. */
  static ModuleDescriptor module(Path jar) {
    return ModuleFinder.of(jar).findAll().stream()
        .map(ModuleReference::descriptor)
        .collect(Collectors.reducing((a, b) -> null))
        .orElseThrow(() -> new AssertionError("not a module: " + jar));
  }

  /** A loader of what a jar holds. */
  static URLClassLoader loader(Path jar) throws IOException {
    return new URLClassLoader(
        new URL[] {jar.toUri().toURL()}, ClassLoader.getPlatformClassLoader());
  }

  /**
   * The types that everybody can name, by their names: public or protected in exported packages.
   */
  static List<Class<?>> exportedTypes(Path jar, ClassLoader loader) throws IOException {
    List<String> packages =
        module(jar).exports().stream()
            .filter(it -> !it.isQualified())
            .map(ModuleDescriptor.Exports::source)
            .toList();
    return files(jar).stream()
        .filter(it -> it.endsWith(".class") && !it.startsWith("META-INF/"))
        .map(it -> it.substring(0, it.length() - ".class".length()).replace('/', '.'))
        .filter(it -> packages.contains(it.substring(0, Math.max(0, it.lastIndexOf('.')))))
        .filter(it -> !it.endsWith("-info"))
        .<Class<?>>map(it -> load(it, loader))
        .filter(Delivered::canBeNamed)
        .sorted(Comparator.comparing(Class::getName))
        .toList();
  }

  private static Class<?> load(String name, ClassLoader loader) {
    try {
      return Class.forName(name, false, loader);
    } catch (ClassNotFoundException e) {
      throw new AssertionError(e);
    }
  }

  private static boolean canBeNamed(Class<?> type) {
    Class<?> outer = type.getEnclosingClass();
    return (type.getModifiers() & (Modifier.PUBLIC | Modifier.PROTECTED)) != 0
        && !type.isAnonymousClass()
        && (outer == null || canBeNamed(outer));
  }
}
