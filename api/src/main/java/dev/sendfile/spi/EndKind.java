package dev.sendfile.spi;

import java.util.Objects;

/**
 * What an end is. The well-known kinds are constants; a provider or a later release may add others,
 * so treat a kind you do not know as {@link #CHANNEL} at best.
 *
 * @param name a short word for tables and messages, for example {@code tcp}
 */
public record EndKind(String name) {

  /** A regular file, or something that looks like one. */
  public static final EndKind FILE = new EndKind("file");

  /** A TCP socket. */
  public static final EndKind TCP = new EndKind("tcp");

  /** A Unix domain stream socket. */
  public static final EndKind UNIX = new EndKind("unix");

  /** A pipe, a FIFO, a terminal or another device without positions. */
  public static final EndKind PIPE = new EndKind("pipe");

  /** Some channel of which nothing more is known. */
  public static final EndKind CHANNEL = new EndKind("channel");

  /** A stream: bytes cross as arrays. */
  public static final EndKind STREAM = new EndKind("stream");

  /**
   * Checks the name.
   *
   * @param name a short word
   */
  public EndKind {
    Objects.requireNonNull(name, "name");
  }

  @Override
  public String toString() {
    return name;
  }
}
