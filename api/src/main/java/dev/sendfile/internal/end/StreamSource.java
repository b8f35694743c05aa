package dev.sendfile.internal.end;

import dev.sendfile.spi.EndKind;
import dev.sendfile.spi.Memory;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Any stream, from where it stands. */
final class StreamSource extends SequentialSource {

  private final InputStream stream;

  StreamSource(InputStream stream) {
    this.stream = stream;
  }

  @Override
  public EndKind kind() {
    return EndKind.STREAM;
  }

  @Override
  public <T> @Nullable T as(Class<T> type) {
    return type.isInstance(stream) ? type.cast(stream) : null;
  }

  @Override
  public boolean isOpen() {
    return true;
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
    return false;
  }

  @Override
  public void close() throws IOException {
    stream.close();
  }

  @Override
  public void check() {}

  @Override
  public String describe() {
    return "the source stream";
  }
}
