package dev.sendfile.cli;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.channels.ServerSocketChannel;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * Where to listen. Without a host only this machine can connect: who opens a port to everybody
 * shall say so.
 *
 * @param host a name or an address of this machine; {@code *} for all of them; {@code null} for
 *     loopback
 * @param port the port; 0 for any that is free
 */
record ListenAddress(@Nullable String host, int port) {

  private static final Pattern FORM =
      Pattern.compile("(?:(?<host>\\*|\\[[^\\[\\]]+]|[^\\[\\]:\\s*]+):)?(?<port>\\d{1,5})");

  private static final String ALL = "*";
  private static final int MAX_PORT = 0xffff;

  /** Reads {@code [HOST:]PORT}. */
  static final class Converter implements ITypeConverter<ListenAddress> {
    @Override
    public ListenAddress convert(String text) {
      Matcher matcher = FORM.matcher(text);
      if (!matcher.matches()) {
        throw new TypeConversionException(
            "'" + text + "' is not [HOST:]PORT; write it like 9000, *:9000 or [::1]:9000");
      }
      int port = Integer.parseInt(matcher.group("port"));
      if (port > MAX_PORT) {
        throw new TypeConversionException(
            "port " + port + " in '" + text + "' is not in 0.." + MAX_PORT);
      }
      return new ListenAddress(matcher.group("host"), port);
    }
  }

  /** Begins to listen. */
  ServerSocketChannel open() throws CommandException, IOException {
    ServerSocketChannel server = ServerSocketChannel.open();
    try {
      return server.bind(address(), 1);
    } catch (IOException e) {
      server.close();
      throw new CommandException(
          "cannot listen on " + this + ": " + e.getMessage(),
          "give another port, 0 for any that is free; HOST must be an address of this machine,"
              + " or * for all; ports below 1024 are root's",
          e);
    }
  }

  private InetSocketAddress address() throws CommandException {
    if (ALL.equals(host)) {
      return new InetSocketAddress(port);
    }
    try {
      return new InetSocketAddress(
          host == null ? InetAddress.getLoopbackAddress() : InetAddress.getByName(host), port);
    } catch (UnknownHostException e) {
      throw new CommandException(
          "the host " + host + " is not known",
          "check its spelling, leave it out for this machine alone, or give * for all addresses",
          e);
    }
  }

  /** The same with the port that one of it has become, as {@code receive} takes it. */
  String with(int actualPort) {
    return (host == null ? "" : host + ":") + actualPort;
  }

  /** Where a server listens, as a sender takes it. */
  String at(ServerSocketChannel server) {
    return name() + ":" + server.socket().getLocalPort();
  }

  private String name() {
    return host == null ? InetAddress.getLoopbackAddress().getHostAddress() : host;
  }

  @Override
  public String toString() {
    return name() + ":" + port;
  }
}
