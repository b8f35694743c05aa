package dev.sendfile.internal.end;

import dev.sendfile.spi.EndKind;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import org.jspecify.annotations.Nullable;

/**
 * A caller's file that is written past the page cache, at an offset or where it stands, in whole
 * blocks. Strategies do not get at its channel, as with {@link UnbufferedFileSource}.
 */
final class UnbufferedFileTarget extends ChannelEnd<FileChannel> implements EngineTarget {

  private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

  private final Opening opening;
  private final Unbuffered unbuffered;

  UnbufferedFileTarget(FileChannel channel, Opening opening) {
    super(channel);
    this.opening = opening;
    this.unbuffered = new Unbuffered(channel);
  }

  @Override
  public <T> @Nullable T as(Class<T> type) {
    return null;
  }

  @Override
  public FileChannel file() {
    return channel;
  }

  @Override
  public EndKind kind() {
    return EndKind.FILE;
  }

  @Override
  public boolean blocking() {
    return false;
  }

  /** Others may share a caller's file: it is never closed for the sake of one transfer. */
  @Override
  public boolean closable() {
    return false;
  }

  @Override
  public boolean positional() {
    return opening.hasOffset();
  }

  @Override
  public int write(ByteBuffer from, long position) throws IOException {
    return unbuffered.write(from, NOTHING, positional() ? position : Opening.UNSET);
  }

  @Override
  public long write(ByteBuffer first, ByteBuffer second, long position) throws IOException {
    return unbuffered.write(first, second, positional() ? position : Opening.UNSET);
  }

  @Override
  public void finish() throws IOException {
    if (opening.force()) {
      channel.force(true);
    }
  }

  @Override
  public void check() throws IOException {
    if (!channel.isOpen()) {
      throw new ClosedChannelException();
    }
    if (opening.hasOffset()) {
      AppendModes.refuse(channel, opening);
    }
  }

  @Override
  public String describe() {
    return "the target file";
  }
}
