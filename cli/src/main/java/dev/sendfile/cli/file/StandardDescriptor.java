package dev.sendfile.cli.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A descriptor that the command was started with. Who it is, and what it can do, is told on Linux
 * alone; elsewhere nothing is known of it, and nothing held against it.
 */
public enum StandardDescriptor {
  INPUT(0),
  OUTPUT(1),
  ERROR(2);

  private static final Path DESCRIPTORS = Path.of("/proc/self/fd");
  private static final String FLAGS = "flags:";
  private static final int OCTAL = 8;
  private static final long ACCESS_MODE = 3;
  private static final long READ_ONLY = 0;
  private static final long WRITE_ONLY = 1;

  /** What stands in for one that was closed, opened the wrong way round. */
  private static final Path NULL = Path.of("/dev/null");

  /** As many as Linux follows. */
  private static final int MOST_LINKS = 40;

  private final int number;

  StandardDescriptor(int number) {
    this.number = number;
  }

  /**
   * Which one a name leads to, as {@code /dev/stdin} does. Links are followed one at a time, as
   * they lead on to what is behind the descriptor.
   */
  public static Optional<StandardDescriptor> named(Path path) {
    try {
      Path descriptors = DESCRIPTORS.toRealPath();
      Path at = path.toAbsolutePath();
      for (int links = 0; links < MOST_LINKS; links++) {
        Path folder = at.getParent();
        if (folder == null) {
          return Optional.empty();
        }
        if (folder.toRealPath().equals(descriptors)) {
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

  private static Optional<StandardDescriptor> numbered(String number) {
    return Stream.of(values()).filter(it -> number.equals(String.valueOf(it.number))).findFirst();
  }

  /** A name that leads to what is behind it. */
  public Path path() {
    return DESCRIPTORS.resolve(String.valueOf(number));
  }

  /** The regular file behind it; empty for anything else, and where it is not known. */
  public Optional<FileStatus> file() {
    return FileStatus.of(path());
  }

  /** Whether it is known that nothing can be read from it: it is closed, or open for writing. */
  public boolean unreadable() {
    return access().map(it -> it == WRITE_ONLY).orElse(closed());
  }

  /** Whether it is known that nothing can be written to it: it is closed, or open for reading. */
  public boolean unwritable() {
    return access().map(it -> it == READ_ONLY).orElse(closed());
  }

  /** Whether it is known that it was closed when this was started, whatever stands in for it. */
  public boolean wasClosed() {
    return closed()
        || belongsToJava()
        || (isNull() && (this == INPUT ? unreadable() : unwritable()));
  }

  private boolean isNull() {
    try {
      return path().toRealPath().equals(NULL);
    } catch (IOException e) {
      return false;
    }
  }

  /** A closed one has no entry. */
  private boolean closed() {
    return Files.isDirectory(DESCRIPTORS) && !Files.exists(path());
  }

  private Optional<Long> access() {
    Path info = Path.of("/proc/self/fdinfo", String.valueOf(number));
    try {
      List<String> lines = Files.readAllLines(info);
      return lines.stream()
          .filter(it -> it.startsWith(FLAGS))
          .map(it -> Long.parseLong(it.substring(FLAGS.length()).trim(), OCTAL) & ACCESS_MODE)
          .findFirst();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /**
   * Whether it is a file of the Java that runs this. A JVM that is started with a closed descriptor
   * gets its own files in its place.
   */
  public boolean belongsToJava() {
    try {
      Path file = path().toRealPath();
      return Files.isRegularFile(file)
          && file.startsWith(Path.of(System.getProperty("java.home")).toRealPath());
    } catch (IOException e) {
      return false;
    }
  }

  @Override
  public String toString() {
    return "standard " + name().toLowerCase(Locale.ROOT);
  }
}
