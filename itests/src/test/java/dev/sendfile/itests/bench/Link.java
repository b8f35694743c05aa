package dev.sendfile.itests.bench;

import java.io.IOException;
import java.net.Socket;
import java.nio.ByteBuffer;

/** A connection to the {@link FarEnd}, which does what it is told. */
record Link(Socket socket, boolean pours) {

  /** The far end receives. */
  static Link draining(Socket socket) {
    return new Link(socket, false);
  }

  /** The far end sends. */
  static Link pouring(Socket socket) {
    return new Link(socket, true);
  }

  /** So many bytes will be moved. */
  void announce(long bytes) throws IOException {
    socket
        .getOutputStream()
        .write(ByteBuffer.allocate(Long.BYTES).putLong(pours ? -bytes : bytes).array());
  }

  /** Waits until the far end has them all; what it sends has arrived when it was received. */
  void settle() throws IOException {
    if (!pours) {
      socket.getInputStream().read();
    }
  }
}
