package dev.sendfile.cli.file;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A descriptor of this process. What it is, is told on Linux alone; elsewhere nothing is known of
 * it, and nothing held against it.
 *
 * @param number counted from 0
 */
public record Descriptor(int number) {

  private static final Path ALL = Path.of("/proc/self/fd");
  private static final String THREADS = "task";
  private static final String FLAGS = "flags:";
  private static final int OCTAL = 8;

  /** As many as Linux follows. */
  private static final int MOST_LINKS = 40;

  /**
   * Which one a name leads to, as {@code /dev/stdin} does. Links are followed one at a time, as
   * they lead on to what is behind the descriptor.
   *
   * @param path any name
   * @return empty for a file like any other
   */
  public static Optional<Descriptor> named(Path path) {
    try {
      Path process = ALL.toRealPath();
      Path at = path.toAbsolutePath();
      for (int links = 0; links < MOST_LINKS; links++) {
        Path folder = at.getParent();
        if (folder == null) {
          return Optional.empty();
        }
        if (isOf(process, folder.toRealPath())) {
          return numbered(at.getFileName().toString());
        }
        if (!Files.isSymbolicLink(at)) {
          return Optional.empty();
        }
        at = folder.resolve(Files.readSymbolicLink(at));
      }
    } catch (IOException e) {
      // it leads nowhere
    }
    return Optional.empty();
  }

  /** All threads of a process share its descriptors. */
  private static boolean isOf(Path process, Path folder) {
    return folder.equals(process)
        || (folder.startsWith(process.resolveSibling(THREADS))
            && folder.getFileName().equals(process.getFileName()));
  }

  private static Optional<Descriptor> numbered(String number) {
    try {
      return Optional.of(new Descriptor(Integer.parseInt(number)));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  /** A name that leads to what is behind it. */
  Path path() {
    return ALL.resolve(String.valueOf(number));
  }

  /**
   * Tells whether it is known that it was closed when this process was started, whatever has its
   * number by now.
   *
   * @return {@code false} where nobody knows
   */
  public boolean wasClosed() {
    return StandardDescriptor.numbered(number)
        .map(StandardDescriptor::wasClosed)
        .orElseGet(() -> isMissing() || isOfJava());
  }

  /** A closed one has no entry. */
  boolean isMissing() {
    return Files.isDirectory(ALL) && !Files.exists(path());
  }

  /** How it was opened, as Linux puts it. */
  Optional<Long> flags() {
    try {
      return Files.readAllLines(Path.of("/proc/self/fdinfo", String.valueOf(number))).stream()
          .filter(it -> it.startsWith(FLAGS))
          .map(it -> Long.parseLong(it.substring(FLAGS.length()).trim(), OCTAL))
          .findFirst();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** Whether it is a file of the Java that runs this, or one of those that it runs. */
  boolean isOfJava() {
    try {
      Path file = path().toRealPath();
      return Files.isRegularFile(file)
          && Stream.of("java.home", "jdk.module.path", "java.class.path")
              .flatMap(it -> Stream.of(System.getProperty(it, "").split(File.pathSeparator)))
              .filter(it -> !it.isEmpty())
              .anyMatch(it -> isIn(file, Path.of(it)));
    } catch (IOException e) {
      return false;
    }
  }

  private static boolean isIn(Path file, Path place) {
    try {
      return file.startsWith(place.toRealPath());
    } catch (IOException e) {
      return false; // it is not there
    }
  }

  @Override
  public String toString() {
    return StandardDescriptor.numbered(number)
        .map(StandardDescriptor::toString)
        .orElse("descriptor " + number);
  }
}
