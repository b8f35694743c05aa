package dev.sendfile.internal.end;

import dev.sendfile.spi.EndKind;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.SelectableChannel;
import java.nio.file.Path;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A readable channel that is not the JDK's own, from where it stands. */
final class ForeignChannelSource extends ForeignSource {

  private final ReadableByteChannel channel;

  private final @Nullable Path path;

  private byte[] takenByFailure = NOTHING;

  /** A caller's. */
  ForeignChannelSource(ReadableByteChannel channel) {
    super("the source channel");
    this.channel = channel;
    this.path = null;
  }

  /** One that the engine has opened by its path, and closes. */
  ForeignChannelSource(ReadableByteChannel channel, Path path) {
    super(path.toString());
    this.channel = channel;
    this.path = path;
  }

  @Override
  public boolean owned() {
    return path != null;
  }

  @Override
  public void release() throws IOException {
    if (path != null) {
      close();
    }
  }

  @Override
  public EndKind kind() {
    return EndKind.CHANNEL;
  }

  @Override
  public <T> @Nullable T as(Class<T> type) {
    return Trust.foreign(channel, type);
  }

  @Override
  public @Nullable SelectableChannel selectable() {
    return channel instanceof SelectableChannel selectable ? selectable : null;
  }

  @Override
  int call(byte[] bytes, int length) throws IOException {
    ByteBuffer view = ByteBuffer.wrap(bytes, 0, length);
    int n;
    try {
      n = channel.read(view);
    } catch (Throwable e) {
      if (failure() == null) { // the first that it throws: it is not read any more
        takenByFailure = Arrays.copyOf(bytes, view.position());
      }
      throw e;
    }
    if (Math.max(0, n) != view.position()) {
      throw calls.lied("it read " + n + " bytes, and put " + view.position() + " into the buffer");
    }
    return n;
  }

  @Override
  public byte[] takenByFailure() {
    return takenByFailure;
  }

  @Override
  public boolean isOpen() {
    return calls.ask(channel::isOpen, false);
  }

  @Override
  public boolean blocking() {
    return channel instanceof SelectableChannel selectable
        ? calls.ask(selectable::isBlocking, true)
        : closable();
  }

  /** Others may share a caller's file: it is never closed for the sake of one transfer. */
  @Override
  public boolean closable() {
    return path != null || !(channel instanceof FileChannel);
  }

  @Override
  public void close() throws IOException {
    try {
      channel.close();
    } catch (Throwable e) {
      throw calls.threw(e);
    }
  }

  @Override
  public void check() throws IOException {
    calls.requireOpen(isOpen());
    Sockets.checkConnected(channel, "source");
  }

  @Override
  public String describe() {
    return path == null ? "the source (channel)" : path.toString();
  }
}
