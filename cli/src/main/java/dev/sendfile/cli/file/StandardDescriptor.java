package dev.sendfile.cli.file;

import java.io.IOException;
import java.nio.file.Path;
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

  private static final long ACCESS_MODE = 3;
  private static final long READ_ONLY = 0;
  private static final long WRITE_ONLY = 1;

  /** What stands in for one that was closed, opened the wrong way round. */
  private static final Path NULL = Path.of("/dev/null");

  private final int number;

  StandardDescriptor(int number) {
    this.number = number;
  }

  /** The one of a number; empty for all but three. */
  static Optional<StandardDescriptor> numbered(int number) {
    return Stream.of(values()).filter(it -> it.number == number).findFirst();
  }

  /** A name that leads to what is behind it. */
  public Path path() {
    return new Descriptor(number).path();
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
    return new Descriptor(number).isMissing();
  }

  private Optional<Long> access() {
    return new Descriptor(number).flags().map(it -> it & ACCESS_MODE);
  }

  /**
   * Whether it is a file of the Java that runs this. A JVM that is started with a closed descriptor
   * gets its own files in its place.
   */
  public boolean belongsToJava() {
    return new Descriptor(number).isOfJava();
  }

  @Override
  public String toString() {
    return "standard " + name().toLowerCase(Locale.ROOT);
  }
}
