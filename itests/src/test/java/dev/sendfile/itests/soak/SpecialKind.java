package dev.sendfile.itests.soak;

import java.util.Locale;

/** Ends that are neither a file, nor memory, nor a connection of the JDK's own. */
enum SpecialKind {
  /** An object of a stranger, which may throw whatever it likes. */
  FOREIGN,
  /** {@code /dev/zero} or {@code /dev/null}. */
  DEVICE,
  /** A FIFO, opened by the engine. */
  FIFO;

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
