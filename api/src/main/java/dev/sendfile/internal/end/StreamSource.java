package dev.sendfile.internal.end;

import dev.sendfile.spi.EndKind;
import dev.sendfile.spi.Memory;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Any stream, or a socket that has nothing but one, from where it stands. */
final class StreamSource extends SequentialSource {

  private final InputStream stream;
  private final @Nullable Socket socket;

  StreamSource(InputStream stream, @Nullable Socket socket) {
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

  /** The stream of a socket does as its channel would. */
  @Override
  public boolean parks() {
    return socket != null;
  }

  @Override
  public int available() {
    try {
      return stream.available();
    } catch (IOException e) {
      return UNKNOWN; // the next read finds out
    }
  }

  @Override
  public Memory memory() {
    return Memory.HEAP;
  }

  @Override
  int read(ByteBuffer into) throws IOException {
    if (into.hasArray()) {
      int n = stream.read(into.array(), into.arrayOffset() + into.position(), into.remaining());
      if (n > 0) {
        into.position(into.position() + n);
      }
      return n;
    }
    byte[] bytes = new byte[Math.min(into.remaining(), StreamTarget.PIECE)];
    int n = stream.read(bytes);
    if (n > 0) {
      into.put(bytes, 0, n);
    }
    return n;
  }

  @Override
  public boolean closable() {
    return socket != null;
  }

  @Override
  public void close() throws IOException {
    if (socket != null) {
      Sockets.close(socket);
    } else {
      stream.close();
    }
  }

  @Override
  public void check() throws IOException {
    if (socket != null && socket.isClosed()) {
      throw new SocketException("the source socket is closed");
    }
  }

  @Override
  public String describe() {
    return socket == null ? "the source stream" : "the source (" + kind() + ")";
  }
}
