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

  @Override
  public int write(ByteBuffer from, long position) throws IOException {
    return channel.write(from, position);
  }

  @Override
  public long write(ByteBuffer first, ByteBuffer second, long position) throws IOException {
    return channel.write(first.hasRemaining() ? first : second, position);
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
    refuseAppending(channel, opening);
  }

  /** An append channel ignores positions. */
  static void refuseAppending(FileChannel channel, Opening opening) throws IOException {
    if (appends(channel)) {
      throw new UnusableEndException(
          "the target channel was opened with APPEND, so it cannot be written at offset "
              + opening.offset()
              + "; open it with WRITE, or give no target offset",
          null);
    }
  }

  /**
   * No public API tells the mode. But a channel that appends claims to stand at the end of its file
   * wherever it was put; only one that seems to stand there is put elsewhere, and back at once.
   */
  private static boolean appends(FileChannel channel) throws IOException {
    long position = channel.position();
    if (position != channel.size()) {
      return false;
    }
    long elsewhere = position == 0 ? 1 : 0;
    channel.position(elsewhere);
    try {
      return channel.position() != elsewhere;
    } finally {
      channel.position(position);
    }
  }

  @Override
  public String describe() {
    return "the target file";
  }
}
