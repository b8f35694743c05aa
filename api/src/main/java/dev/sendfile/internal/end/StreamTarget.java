package dev.sendfile.internal.end;

import dev.sendfile.spi.EndKind;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import org.jspecify.annotations.Nullable;

/**
 * An output stream, or a socket that is written to by nothing but one. A socket of a foreign class
 * is a stream that the engine knows how to close.
 */
final class StreamTarget extends ForeignTarget {

  private final OutputStream stream;
  private final @Nullable Socket socket;
  private final boolean plain;

  /**
   * Makes a target.
   *
   * @param stream what is written to
   * @param socket what it belongs to, if that is known
   * @param plain whether the socket does nothing but pass bytes on
   */
  StreamTarget(OutputStream stream, @Nullable Socket socket, boolean plain) {
    super(socket == null ? "the target stream" : "the target socket", stream);
    this.stream = stream;
    this.socket = socket;
    this.plain = plain;
  }

  @Override
  public EndKind kind() {
    return plain ? EndKind.TCP : EndKind.STREAM;
  }

  @Override
  public <T> @Nullable T as(Class<T> type) {
    if (socket == null) {
      return Trust.foreign(stream, type);
    }
    return plain && type == Socket.class ? type.cast(socket) : Trust.foreign(socket, type);
  }

  @Override
  int call(byte[] bytes, int length, long position) throws IOException {
    stream.write(bytes, 0, length);
    return length;
  }

  @Override
  boolean failedByOwner(Throwable thrown) {
    return socket != null
        && !plain
        && thrown instanceof IOException
        && new SocketEnd(calls, socket).madeWriteFail();
  }

  /** Of a plain socket only this side shuts it down; whose TLS socket it was, nobody can tell. */
  @Override
  public boolean shutDown() {
    return plain && socket != null && new SocketEnd(calls, socket).isOutputBeingShutDown();
  }

  @Override
  public boolean tellsFull() {
    return false;
  }

  @Override
  public boolean isOpen() {
    return socket == null || !calls.ask(socket::isClosed, true);
  }

  @Override
  public boolean blocking() {
    return true;
  }

  /** A plain socket is the JDK's own, which closes it as it closes its channels. */
  @Override
  public boolean foreign() {
    return !plain;
  }

  /** Below JDK 25 a socket that is being closed does not answer before it is, and may linger. */
  @Override
  public boolean mayHangWhenAsked() {
    return true;
  }

  /** The stream of a socket does as its channel would. */
  @Override
  public boolean parks() {
    return plain;
  }

  @Override
  public boolean positional() {
    return false;
  }

  @Override
  public boolean closable() {
    return socket != null;
  }

  @Override
  public void close() throws IOException {
    try {
      if (socket != null) {
        Sockets.close(socket); // never the stream: its close may wait for the writer it shall end
      }
    } catch (Throwable e) {
      throw calls.threw(e);
    }
  }

  @Override
  public void check() throws IOException {
    calls.requireOpen(isOpen());
  }

  @Override
  public String describe() {
    return socket == null ? "the target stream" : "the target (" + kind() + ")";
  }
}
