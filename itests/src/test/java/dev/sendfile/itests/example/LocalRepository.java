package dev.sendfile.itests.example;

import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * A local repository of Maven that holds the jars that the build has just made, and otherwise links
 * to what the real one has. Nothing is installed for it, and nothing that is installed is taken for
 * what was made.
 */
final class LocalRepository {

  private static final Path REAL = Path.of(System.getProperty("sendfile.maven.repository"));
  private static final Path PROJECT = Path.of(System.getProperty("sendfile.project.dir"));
  private static final Path MODULES = Path.of(System.getProperty("sendfile.modules.dir"));
  private static final String VERSION = System.getProperty("sendfile.version");
  private static final String KIT = "sendfile-provider-tck";

  private LocalRepository() {}

  /** Lays one out in an empty folder, or skips the test where there are no symbolic links. */
  static void layOut(Path folder) throws IOException {
    link(REAL, folder, "dev");
    link(REAL.resolve("dev"), Files.createDirectory(folder.resolve("dev")), "sendfile");
    Path ours = Files.createDirectory(folder.resolve("dev/sendfile"));
    copy(PROJECT.resolve("pom.xml"), ours, "sendfile-parent", "pom");
    for (Path jar : list(MODULES)) {
      add(jar, jar.getFileName().toString().replaceFirst("\\.jar$", ""), ours);
    }
    // not among the modules: nobody runs it but tests
    add(PROJECT.resolve("provider-tck/target").resolve(KIT + "-" + VERSION + ".jar"), KIT, ours);
  }

  private static void add(Path jar, String artifact, Path group) throws IOException {
    String module = artifact.replaceFirst("^sendfile-", "");
    copy(jar, group, artifact, "jar");
    copy(PROJECT.resolve(module).resolve("pom.xml"), group, artifact, "pom");
  }

  private static void link(Path from, Path to, String without) throws IOException {
    for (Path entry : list(from)) {
      Path name = entry.getFileName();
      if (!name.toString().equals(without)) {
        try {
          Files.createSymbolicLink(to.resolve(name), entry);
        } catch (UnsupportedOperationException | FileSystemException e) {
          abort("no symbolic links in " + to + ": " + e);
        }
      }
    }
  }

  private static void copy(Path file, Path group, String artifact, String type) throws IOException {
    Path folder = Files.createDirectories(group.resolve(artifact).resolve(VERSION));
    Files.copy(file, folder.resolve(artifact + "-" + VERSION + "." + type));
  }

  private static List<Path> list(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.toList();
    }
  }
}
