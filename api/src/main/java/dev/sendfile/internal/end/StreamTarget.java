package dev.sendfile.internal.end;

import dev.sendfile.spi.EndKind;
import dev.sendfile.spi.Memory;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * An output stream, or a socket that has nothing but one. A stream that throws does not tell how
 * many bytes of the call it accepted: they are {@linkplain #inDoubt() in doubt}.
 */
final class StreamTarget implements EngineTarget {

  /**
   * The bytes that go from a direct buffer to a stream at once: the read size that pays on the JDK.
   */
  static final int PIECE = 1 << 16;

  private final OutputStream stream;
  private final @Nullable Socket socket;
  private volatile long inDoubt;
  private long written;

  StreamTarget(OutputStream stream, @Nullable Socket socket) {
    this.stream = stream;
    this.socket = socket;
  }

  @Override
  public EndKind kind() {
    return socket == null ? EndKind.STREAM : EndKind.TCP;
  }

  @Override
  public <T> @Nullable T as(Class<T> type) {
    return type.isInstance(socket)
        ? type.cast(socket)
        : type.isInstance(stream) ? type.cast(stream) : null;
  }

  @Override
  public boolean isOpen() {
    return socket == null || !socket.isClosed();
  }

  @Override
  public boolean owned() {
    return false;
  }

  @Override
  public boolean blocking() {
    return true;
  }

  @Override
  public Memory memory() {
    return Memory.HEAP;
  }

  /** The stream of a socket does as its channel would. */
  @Override
  public boolean parks() {
    return socket != null;
  }

  @Override
  public boolean positional() {
    return false;
  }

  @Override
  public int write(ByteBuffer from, long position) throws IOException {
    int n = Math.min(from.remaining(), from.hasArray() ? Integer.MAX_VALUE : PIECE);
    if (n == 0) {
      return 0;
    }
    inDoubt = n;
    if (from.hasArray()) {
      stream.write(from.array(), from.arrayOffset() + from.position(), n);
    } else {
      byte[] bytes = new byte[n];
      from.get(from.position(), bytes);
      stream.write(bytes);
    }
    inDoubt = 0;
    written += n;
    from.position(from.position() + n);
    return n;
  }

  @Override
  public long write(ByteBuffer first, ByteBuffer second, long position) throws IOException {
    return write(first.hasRemaining() ? first : second, position);
  }

  @Override
  public long written() {
    return written;
  }

  @Override
  public void prepare() throws IOException {
    stream.flush();
  }

  @Override
  public long inDoubt() {
    return inDoubt;
  }

  @Override
  public boolean closable() {
    return socket != null;
  }

  @Override
  public void close() throws IOException {
    if (socket != null) {
      socket.close(); // never the stream: its close may wait for the very writer it shall end
    }
  }

  @Override
  public void check() throws IOException {
    if (socket != null && socket.isClosed()) {
      throw new SocketException("the target socket is closed");
    }
  }

  @Override
  public String describe() {
    return socket == null ? "the target stream" : "the target (" + kind() + ")";
  }
}
