package dev.sendfile.internal.end;

import dev.sendfile.internal.thread.Closers;
import dev.sendfile.internal.thread.VirtualThreads;
import dev.sendfile.spi.EndKind;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.channels.GatheringByteChannel;
import java.nio.channels.NonWritableChannelException;
import java.nio.channels.SelectableChannel;
import java.nio.channels.WritableByteChannel;
import org.jspecify.annotations.Nullable;

/**
 * A pipe or file of the JDK's own, from where it stands. One that throws has accepted nothing of
 * that call.
 */
class ChannelTarget extends ChannelEnd<WritableByteChannel> implements EngineTarget {

  private final EndKind kind;
  private final @Nullable OffCarrier calls;
  private long written;

  ChannelTarget(WritableByteChannel channel, EndKind kind) {
    super(channel);
    this.kind = kind;
    boolean waits = channel instanceof FileChannel && !EndKind.FILE.equals(kind);
    this.calls = waits ? new OffCarrier() : null;
  }

  @Override
  public final void open(Closers closers) {
    if (calls != null) {
      calls.by(closers);
    }
  }

  @Override
  public final <T> @Nullable T as(Class<T> type) {
    boolean hidden = calls != null && VirtualThreads.isCurrent(); // none may go around the calls
    return hidden ? null : super.as(type);
  }

  /** A caller's file that is forced to the disk at the end: rare, so that others stay small. */
  static final class Forced extends ChannelTarget {

    private final FileChannel file;

    Forced(FileChannel file, EndKind kind) {
      super(file, kind);
      this.file = file;
    }

    @Override
    public void finish() throws IOException {
      file.force(true);
    }
  }

  @Override
  public EndKind kind() {
    return kind;
  }

  @Override
  public boolean blocking() {
    if (channel instanceof SelectableChannel selectable) {
      return selectable.isBlocking();
    }
    return !EndKind.FILE.equals(kind);
  }

  /** Others may share a caller's file: it is never closed for the sake of one transfer. */
  @Override
  public boolean closable() {
    return !EndKind.FILE.equals(kind);
  }

  @Override
  public boolean parks() {
    return channel instanceof SelectableChannel pipe && pipe.isBlocking();
  }

  @Override
  public void enterVirtualThread() throws IOException {
    if (parks()) {
      channel.write(Empty.buffer());
    }
  }

  @Override
  public boolean positional() {
    return false;
  }

  @Override
  public boolean appends() {
    try {
      return channel instanceof FileChannel file
          && EndKind.FILE.equals(kind)
          && AppendModes.appends(file, Opening.UNSET);
    } catch (IOException e) {
      return false; // whoever writes finds out what is the matter
    }
  }

  @Override
  public int write(ByteBuffer from, long position) throws IOException {
    int n = calls == null ? channel.write(from) : (int) calls.make(() -> channel.write(from));
    written += n;
    return n;
  }

  @Override
  public long write(ByteBuffer first, ByteBuffer second, long position) throws IOException {
    if (channel instanceof GatheringByteChannel gathering) {
      ByteBuffer[] both = {first, second};
      long n = calls == null ? gathering.write(both) : calls.make(() -> gathering.write(both));
      written += n;
      return n;
    }
    return write(first.hasRemaining() ? first : second, position);
  }

  @Override
  public long written() {
    return written;
  }

  @Override
  public void check() throws IOException {
    if (!channel.isOpen()) {
      throw new ClosedChannelException();
    }
    if (channel instanceof FileChannel file) {
      try {
        file.write(Empty.buffer()); // no system call: it tells the mode only
      } catch (NonWritableChannelException e) {
        throw UnusableEndException.notWritable(e);
      }
    }
  }

  @Override
  public String describe() {
    return "the target (" + kind + ")";
  }
}
