package dev.sendfile.internal.end;

import dev.sendfile.spi.EndKind;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Any stream, or a socket that is read by nothing but one, from where it stands. A socket of a
 * foreign class is a stream that the engine knows how to close.
 */
final class StreamSource extends ForeignSource {

  /** How long after a lock was given up its owner may take to note what he has done. */
  private static final long NOTED_NANOS = TimeUnit.MICROSECONDS.toNanos(200);

  private static final long PAUSE_NANOS = TimeUnit.MICROSECONDS.toNanos(10);

  private final InputStream stream;
  private final @Nullable Socket socket;
  private final boolean plain;
  private final @Nullable SocketEnd end;

  /**
   * Makes a source.
   *
   * @param stream what is read
   * @param socket what it belongs to, if that is known
   * @param plain whether the socket does nothing but pass bytes on
   */
  StreamSource(InputStream stream, @Nullable Socket socket, boolean plain) {
    super(socket == null ? "the source stream" : "the source socket");
    this.stream = stream;
    this.socket = socket;
    this.plain = plain;
    this.end = socket == null || plain ? null : new SocketEnd(calls, socket);
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
  int call(byte[] bytes, int length) throws IOException {
    if (end != null) {
      end.beforeRead();
    }
    return stream.read(bytes, 0, length);
  }

  @Override
  boolean failedByOwner(Throwable thrown) {
    return end != null && thrown instanceof IOException && end.madeReadFail();
  }

  /**
   * Of a plain socket only this side shuts it down. The kernel wakes who reads before the JDK has
   * noted it, under a lock that is waited for, and the socket notes it last.
   */
  @Override
  public boolean shutDown() {
    Socket own = socket;
    if (own == null || !plain) {
      return false;
    }
    try {
      long began = System.nanoTime();
      boolean asked = stream.available() >= 0; // under that lock
      while (asked && !own.isInputShutdown() && System.nanoTime() - began < NOTED_NANOS) {
        LockSupport.parkNanos(this, PAUSE_NANOS);
      }
      return own.isInputShutdown();
    } catch (IOException e) {
      return false; // closed by now
    }
  }

  /** A read of the JDK's plain socket throws if that was closed. */
  @Override
  boolean endedByOwner() {
    return end != null && end.isOfOwner();
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
  public int available() {
    try {
      return stream.available();
    } catch (Exception e) {
      return UNKNOWN; // nothing was read: the next read finds out
    } catch (Error e) {
      calls.keep(e);
      throw e;
    }
  }

  @Override
  public boolean closable() {
    return socket != null;
  }

  @Override
  public void close() throws IOException {
    try {
      if (socket != null) {
        Sockets.close(socket);
      } else {
        stream.close();
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
    return socket == null ? "the source stream" : "the source (" + kind() + ")";
  }
}
