package org.example.application;

import dev.sendfile.Sendfile;
import dev.sendfile.TransferRequest;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;

/** The command {@code send}. */
public final class Main {

  private static final String USAGE =
      "usage: send FILE HOST:PORT [PLUGINS]\n"
          + "FILE goes to whatever listens at HOST:PORT; PLUGINS is a folder of modules with more"
          + " strategies";

  private Main() {}

  /**
   * Sends a file and prints what was chosen and what was done.
   *
   * @param args the file, where to, and maybe a folder of plug-ins
   */
  public static void main(String[] args) {
    if (args.length != 2 && args.length != 3) {
      System.err.println(USAGE);
      System.exit(2);
    }
    try {
      Sendfile sendfile =
          args.length == 2 ? Sendfile.getDefault() : Plugins.sendfile(Path.of(args[2]));
      send(sendfile, Path.of(args[0]), address(args[1]));
    } catch (IOException | IllegalArgumentException e) {
      System.err.println("send: " + e.getMessage());
      System.exit(1);
    }
  }

  private static void send(Sendfile sendfile, Path file, InetSocketAddress to) throws IOException {
    try (SocketChannel socket = connect(to)) {
      TransferRequest request = TransferRequest.from(file).to(socket);
      System.out.println(sendfile.explain(request));
      System.out.println(sendfile.transfer(request));
    }
  }

  private static SocketChannel connect(InetSocketAddress to) throws IOException {
    try {
      return SocketChannel.open(to);
    } catch (IOException e) {
      throw new IOException(to + ": " + e.getMessage() + "; does something listen there?", e);
    }
  }

  private static InetSocketAddress address(String text) {
    try {
      URI uri = new URI("tcp://" + text); // which knows [::1]:9000 too
      if (uri.getHost() != null && uri.getPort() >= 0 && uri.getPort() <= 65535) {
        InetSocketAddress address = new InetSocketAddress(uri.getHost(), uri.getPort());
        if (!address.isUnresolved()) {
          return address;
        }
      }
    } catch (URISyntaxException e) {
      // told below
    }
    throw new IllegalArgumentException(
        "'" + text + "' is no address that is known here; give HOST:PORT, like localhost:9000");
  }
}
