package dev.sendfile.internal.end;

import dev.sendfile.spi.EndKind;
import java.io.Flushable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.channels.GatheringByteChannel;
import java.nio.channels.NonWritableChannelException;
import java.nio.channels.SelectableChannel;
import java.nio.channels.WritableByteChannel;

/**
 * Any other writable channel, from where it stands. One of the JDK's own that throws has accepted
 * nothing of that call; of a caller's own nobody knows, so its bytes are {@linkplain #inDoubt() in
 * doubt}.
 */
class ChannelTarget extends ChannelEnd<WritableByteChannel> implements EngineTarget {

  private final EndKind kind;
  private volatile int inDoubt;
  private long written;

  ChannelTarget(WritableByteChannel channel, EndKind kind) {
    super(channel);
    this.kind = kind;
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

  private boolean foreign() {
    return !Sockets.isOfJdk(channel);
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

  @Override
  public boolean parks() {
    return !foreign() && channel instanceof SelectableChannel pipe && pipe.isBlocking();
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
  public int write(ByteBuffer from, long position) throws IOException {
    if (!foreign()) {
      int n = channel.write(from);
      written += n;
      return n;
    }
    int before = from.remaining();
    inDoubt = before;
    int n;
    try {
      n = channel.write(from);
    } catch (RuntimeException e) {
      throw new UnusableEndException("the target channel threw " + e, e);
    }
    if (n != before - from.remaining()) {
      throw new UnusableEndException(
          "the target channel says that it wrote "
              + n
              + " bytes, and took "
              + (before - from.remaining())
              + " from the buffer; report this to its author",
          null);
    }
    inDoubt = 0;
    written += n;
    return n;
  }

  @Override
  public long write(ByteBuffer first, ByteBuffer second, long position) throws IOException {
    if (!foreign() && channel instanceof GatheringByteChannel gathering) {
      long n = gathering.write(new ByteBuffer[] {first, second});
      written += n;
      return n;
    }
    return write(first.hasRemaining() ? first : second, position);
  }

  @Override
  public long inDoubt() {
    return inDoubt;
  }

  @Override
  public long written() {
    return written;
  }

  @Override
  public void prepare() throws IOException {
    if (channel instanceof Flushable flushable) {
      flushable.flush();
    }
  }

  @Override
  public void check() throws IOException {
    if (!channel.isOpen()) {
      throw new ClosedChannelException();
    }
    Sockets.checkConnected(channel, "target");
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
