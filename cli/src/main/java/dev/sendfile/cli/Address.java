package dev.sendfile.cli;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.channels.SocketChannel;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * Where a receiver listens.
 *
 * @param host a name or an address; one of IPv6 in brackets, so that it is never looked up as a
 *     name
 * @param port the port, in 1..65535
 */
record Address(String host, int port) {

  private static final Pattern FORM =
      Pattern.compile("(?<host>\\[[^\\[\\]]+]|[^\\[\\]:\\s]+):(?<port>\\d{1,5})");

  private static final int MAX_PORT = 0xffff;

  /** Reads {@code HOST:PORT}. */
  static final class Converter implements ITypeConverter<Address> {
    @Override
    public Address convert(String text) {
      Matcher matcher = FORM.matcher(text);
      if (!matcher.matches()) {
        throw new TypeConversionException(
            "'" + text + "' is not HOST:PORT; write it like localhost:9000 or [::1]:9000");
      }
      int port = Integer.parseInt(matcher.group("port"));
      if (port == 0 || port > MAX_PORT) {
        throw new TypeConversionException(
            "port " + port + " in '" + text + "' is not in 1.." + MAX_PORT);
      }
      String host = matcher.group("host");
      if (host.startsWith("[") && !isAddress(host)) {
        throw new TypeConversionException(host + " in '" + text + "' is not an IPv6 address");
      }
      return new Address(host, port);
    }

    /** Looks nothing up: brackets hold an address or nonsense. */
    private static boolean isAddress(String bracketed) {
      try {
        return InetAddress.getByName(bracketed) != null;
      } catch (UnknownHostException e) {
        return false;
      }
    }
  }

  /**
   * Connects, trying each address of the host in turn: {@code localhost} can stand for one that
   * nobody listens on and another where somebody does.
   *
   * @param timeoutMillis how long each may take to answer; 0 for as long as the system lets it
   * @return a socket in blocking mode
   */
  SocketChannel connect(int timeoutMillis) throws CommandException {
    IOException failure = null;
    for (InetAddress each : resolve()) {
      try {
        return connect(new InetSocketAddress(each, port), timeoutMillis);
      } catch (IOException e) {
        failure = withSuppressed(e, failure);
      }
    }
    throw new CommandException(
        "cannot connect to " + this + (failure == null ? "" : ": " + failure.getMessage()),
        "start the receiver first, and check host, port and firewall",
        failure);
  }

  private InetAddress[] resolve() throws CommandException {
    try {
      return InetAddress.getAllByName(host);
    } catch (UnknownHostException e) {
      throw new CommandException(
          "the host " + host + " is not known",
          "check its spelling, or give its address, like 127.0.0.1:" + port,
          e);
    }
  }

  private static SocketChannel connect(InetSocketAddress to, int timeoutMillis) throws IOException {
    SocketChannel socket = SocketChannel.open();
    try {
      socket.socket().connect(to, timeoutMillis);
      return socket;
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }

  private static IOException withSuppressed(IOException e, @Nullable IOException earlier) {
    if (earlier != null) {
      e.addSuppressed(earlier);
    }
    return e;
  }

  @Override
  public String toString() {
    return host + ":" + port;
  }
}
