package dev.sendfile.itests;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.lang.module.ModuleDescriptor;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Collectors;

/**
 * The providers that a jar names, by service, in each of the places where something looks for them.
 *
 * @param classPath what {@code META-INF/services} names
 * @param modules what each {@code module-info.class} provides, those of later releases included
 * @param activator what the bundle's activator refers to; {@code null} if there is none
 * @param capabilities what the bundle says that it offers to other bundles
 */
record Descriptors(
    Map<String, Set<String>> classPath,
    Map<String, Map<String, Set<String>>> modules,
    Map<String, Set<String>> activator,
    String capabilities) {

  private static final String SERVICES = "META-INF/services/";

  /** Reads them. */
  static Descriptors of(Path path) throws IOException {
    try (JarFile jar = new JarFile(path.toFile())) {
      Map<String, Set<String>> classPath = new TreeMap<>();
      Map<String, Map<String, Set<String>>> modules = new TreeMap<>();
      for (JarEntry entry : jar.stream().filter(it -> !it.isDirectory()).toList()) {
        String name = entry.getName();
        if (name.startsWith(SERVICES)) {
          classPath.put(name.substring(SERVICES.length()), lines(jar, entry));
        } else if (name.matches("(META-INF/versions/\\d+/)?module-info\\.class")) {
          modules.put(name, provides(jar, entry));
        }
      }
      Attributes manifest = jar.getManifest().getMainAttributes();
      String activator = manifest.getValue("Bundle-Activator");
      String capabilities = manifest.getValue("Provide-Capability");
      return new Descriptors(
          classPath,
          modules,
          activator == null ? null : referredTo(jar, activator.strip(), classPath.keySet()),
          capabilities == null ? "" : capabilities);
    }
  }

  private static Set<String> lines(JarFile jar, JarEntry entry) throws IOException {
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(jar.getInputStream(entry), StandardCharsets.UTF_8))) {
      return reader
          .lines()
          .map(it -> it.replaceFirst("#.*", "").strip())
          .filter(it -> !it.isEmpty())
          .collect(Collectors.toCollection(TreeSet::new));
    }
  }

  private static Map<String, Set<String>> provides(JarFile jar, JarEntry entry) throws IOException {
    try (InputStream in = jar.getInputStream(entry)) {
      return ModuleDescriptor.read(in).provides().stream()
          .collect(
              Collectors.toMap(
                  ModuleDescriptor.Provides::service,
                  it -> new TreeSet<>(it.providers()),
                  (a, b) -> a,
                  TreeMap::new));
    }
  }

  /** An activator that makes a provider refers to its class, in whatever way it makes it. */
  private static Map<String, Set<String>> referredTo(
      JarFile jar, String activator, Set<String> services) {
    JavaClasses classes =
        new ClassFileImporter()
            .withImportOption(it -> !it.contains("/META-INF/versions/"))
            .importJar(jar);
    Set<JavaClass> targets =
        classes.get(activator).getDirectDependenciesFromSelf().stream()
            .map(Dependency::getTargetClass)
            .filter(it -> !it.getModifiers().contains(JavaModifier.ABSTRACT))
            .collect(Collectors.toSet());
    Map<String, Set<String>> providers = new TreeMap<>();
    for (String service : services) {
      Set<String> names =
          targets.stream()
              .filter(it -> it.isAssignableTo(service))
              .map(JavaClass::getName)
              .collect(Collectors.toCollection(TreeSet::new));
      if (!names.isEmpty()) {
        providers.put(service, names);
      }
    }
    return providers;
  }

  /** Where one place says something else than another; empty if they agree. */
  List<String> contradictions() {
    List<String> found = new ArrayList<>();
    if (!modules.containsKey("module-info.class")) {
      found.add("no module-info.class outside META-INF/versions");
    }
    modules.forEach((where, provides) -> compare(where, provides, found));
    if (activator != null) {
      compare("Bundle-Activator", activator, found);
    }
    if (capabilities.contains("osgi.serviceloader")) {
      found.add("osgi.serviceloader in Provide-Capability: a mediator would register it again");
    }
    if (capabilities.contains("osgi.service;")) {
      classPath.keySet().stream()
          .filter(it -> !capabilities.contains(it))
          .forEach(it -> found.add("Provide-Capability has osgi.service, but not of " + it));
    }
    return found;
  }

  private void compare(String where, Map<String, Set<String>> named, List<String> found) {
    if (!named.equals(classPath)) {
      found.add(where + " has " + named + ", META-INF/services " + classPath);
    }
  }
}
