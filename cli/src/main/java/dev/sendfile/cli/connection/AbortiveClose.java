package dev.sendfile.cli.connection;

import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.channels.SocketChannel;

/**
 * Lets a connection end with a reset, whoever closes it and why: a timeout, a signal, an error, a
 * kill. An orderly end is the only word that one side has for "all is well", so it must be said on
 * purpose.
 */
public final class AbortiveClose {

  private static final int AT_ONCE = 0;
  private static final int OFF = -1;

  private AbortiveClose() {}

  /** From now on closing the socket breaks the connection off. */
  public static void begin(SocketChannel socket) throws IOException {
    socket.setOption(StandardSocketOptions.SO_LINGER, AT_ONCE);
  }

  /** From now on closing the socket ends the connection in an orderly way. */
  public static void end(SocketChannel socket) throws IOException {
    socket.setOption(StandardSocketOptions.SO_LINGER, OFF);
  }
}
