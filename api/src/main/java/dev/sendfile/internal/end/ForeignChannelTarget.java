package dev.sendfile.internal.end;

import dev.sendfile.spi.EndKind;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.NonWritableChannelException;
import java.nio.channels.SelectableChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A writable channel that is not the JDK's own, from where it stands; a file channel from an offset
 * on, if one was given.
 */
final class ForeignChannelTarget extends ForeignTarget {

  private final WritableByteChannel channel;
  private final @Nullable FileChannel file;
  private final Opening opening;
  private final boolean positional;

  /** A caller's. */
  ForeignChannelTarget(WritableByteChannel channel, Opening opening) {
    super("the target channel", channel);
    this.channel = channel;
    this.file = channel instanceof FileChannel it ? it : null;
    this.opening = opening;
    this.positional = file != null && opening.hasOffset();
  }

  /** One that the engine has opened by its path. */
  ForeignChannelTarget(FileChannel file, Path path, Opening opening, boolean positional) {
    super(path.toString(), file);
    this.channel = file;
    this.file = file;
    this.opening = opening;
    this.positional = positional;
  }

  @Override
  public EndKind kind() {
    return file == null ? EndKind.CHANNEL : EndKind.FILE;
  }

  @Override
  public @Nullable FileChannel file() {
    return file;
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
  public boolean positional() {
    return positional;
  }

  @Override
  int call(byte[] bytes, int length, long position) throws IOException {
    ByteBuffer view = ByteBuffer.wrap(bytes, 0, length);
    int n = positional && file != null ? file.write(view, position) : channel.write(view);
    if (n != view.position()) {
      throw calls.lied(
          "it wrote " + n + " bytes, and took " + view.position() + " from the buffer");
    }
    return n;
  }

  @Override
  public boolean isOpen() {
    return calls.ask(channel::isOpen, false);
  }

  @Override
  public boolean blocking() {
    return channel instanceof SelectableChannel selectable
        ? calls.ask(selectable::isBlocking, true)
        : file == null;
  }

  @Override
  public void finish() throws IOException {
    if (opening.force() && file != null) {
      try {
        file.force(true);
      } catch (Throwable e) {
        throw calls.threw(e);
      }
    }
  }

  /** Others may share a caller's file: it is never closed for the sake of one transfer. */
  @Override
  public boolean closable() {
    return file == null;
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
    Sockets.checkConnected(channel, "target");
    if (file != null) {
      checkWritable(file);
    }
    if (file != null && opening.hasOffset()) {
      try {
        AppendModes.refuse(file, opening);
      } catch (Throwable e) {
        throw calls.threw(e);
      }
    }
  }

  /** By an empty write, which tells the mode only. */
  private void checkWritable(FileChannel open) throws IOException {
    try {
      if (opening.hasOffset()) {
        open.write(ByteBuffer.allocate(0), opening.offset());
      } else {
        open.write(ByteBuffer.allocate(0));
      }
    } catch (NonWritableChannelException e) {
      throw UnusableEndException.notWritable(e);
    } catch (Throwable e) {
      throw calls.threw(e);
    }
  }

  @Override
  public String describe() {
    return "the target (" + kind() + ")";
  }
}
