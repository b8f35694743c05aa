package dev.sendfile.itests.bench;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;

/** A connection to the {@link FarEnd}, which does what it is told. */
final class Link {

  private final InputStream in;
  private final OutputStream out;
  private final boolean pours;

  /**
   * Takes over a connection.
   *
   * @param in from the far end
   * @param out to the far end
   * @param pours whether the far end sends; else it receives
   */
  Link(InputStream in, OutputStream out, boolean pours) {
    this.in = in;
    this.out = out;
    this.pours = pours;
  }

  /** So many bytes will be moved. */
  void announce(long bytes) throws IOException {
    out.write(ByteBuffer.allocate(Long.BYTES).putLong(pours ? -bytes : bytes).array());
  }

  /** Waits until the far end has them all; what it sends has arrived when it was received. */
  void settle() throws IOException {
    if (!pours) {
      in.read();
    }
  }
}
