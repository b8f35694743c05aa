package dev.sendfile.karaf.commands;

import dev.sendfile.TransferRequest;
import dev.sendfile.TransferSource;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** The kinds of ends that can be asked about. */
enum Kind {
  TCP,
  PIPE,
  CHANNEL,
  STREAM,
  FILE;

  static Kind of(String name) {
    return Stream.of(values())
        .filter(it -> it.toString().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "'"
                        + name
                        + "' is not a kind of end; there are "
                        + String.join(", ", names())));
  }

  static List<String> names() {
    return Stream.of(values()).map(Kind::toString).toList();
  }

  /** The first half of a request for an end of this kind; for an empty one, if it is a file. */
  TransferSource source(Ends ends) throws IOException {
    return switch (this) {
      case TCP -> TransferRequest.from(ends.tcp());
      case PIPE -> TransferRequest.from(ends.pipe().source());
      case CHANNEL -> TransferRequest.from(Channels.newChannel(InputStream.nullInputStream()));
      case STREAM -> TransferRequest.from(InputStream.nullInputStream());
      case FILE -> TransferRequest.from(ends.file());
    };
  }

  /** A request that ends in an end of this kind. */
  TransferRequest target(TransferSource source, Ends ends) throws IOException {
    return switch (this) {
      case TCP -> source.to(ends.tcp());
      case PIPE -> source.to(ends.pipe().sink());
      case CHANNEL -> source.to(Channels.newChannel(OutputStream.nullOutputStream()));
      case STREAM -> source.to(OutputStream.nullOutputStream());
      case FILE -> source.to(ends.file());
    };
  }

  /** The word for it, as in a route. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
