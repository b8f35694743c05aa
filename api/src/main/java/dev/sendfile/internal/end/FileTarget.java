package dev.sendfile.internal.end;

import dev.sendfile.spi.EndKind;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.channels.NonWritableChannelException;

/** A caller's file, written from an offset on: the channel's own position is not touched. */
final class FileTarget extends ChannelEnd<FileChannel> implements EngineTarget {

  private final Opening opening;
  private long reached;

  FileTarget(FileChannel channel, Opening opening) {
    super(channel);
    this.opening = opening;
  }

  @Override
  public EndKind kind() {
    return EndKind.FILE;
  }

  @Override
  public boolean blocking() {
    return false;
  }

  @Override
  public boolean positional() {
    return true;
  }

  /** Others may share a caller's file: it is never closed for the sake of one transfer. */
  @Override
  public boolean closable() {
    return false;
  }

  @Override
  public int write(ByteBuffer from, long position) throws IOException {
    int n = channel.write(from, position);
    reached = Math.max(reached, position + n);
    return n;
  }

  @Override
  public long write(ByteBuffer first, ByteBuffer second, long position) throws IOException {
    return write(first.hasRemaining() ? first : second, position);
  }

  @Override
  public long reached() {
    return reached;
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
    try {
      channel.write(Empty.buffer(), opening.start()); // no system call: it tells the mode only
    } catch (NonWritableChannelException e) {
      throw UnusableEndException.notWritable(e);
    }
    AppendModes.refuse(channel, opening);
  }

  @Override
  public String describe() {
    return "the target file";
  }
}
