package dev.sendfile.internal.end;

import dev.sendfile.spi.EndKind;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.channels.NonReadableChannelException;

/** A caller's file, read at positions: the channel's own position is never touched. */
class ChannelFileSource extends ChannelEnd<FileChannel> implements EngineSource {

  ChannelFileSource(FileChannel channel) {
    super(channel);
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
  public long size() throws IOException {
    return channel.size();
  }

  @Override
  public int read(ByteBuffer into, long position) throws IOException {
    try {
      return channel.read(into, position);
    } catch (ClosedByInterruptException e) {
      throw new InterruptedReadException(e);
    } catch (NonReadableChannelException e) {
      throw UnusableEndException.notReadable(e);
    } catch (IOException e) {
      if (channel.isOpen() && Sockets.kindOf(channel).equals(EndKind.PIPE)) {
        throw new UnusableEndException(
            describe()
                + " has no positions: a FIFO, a terminal, a device or a file that is made as it is"
                + " read is behind it; "
                + remedy(),
            e);
      }
      throw e;
    }
  }

  /** How it can be read in order instead. */
  String remedy() {
    return "pass its path, or Channels.newInputStream(channel)";
  }

  /** Others may share a caller's file: it is never closed for the sake of one transfer. */
  @Override
  public boolean closable() {
    return owned();
  }

  @Override
  public void checkReadable() throws IOException {
    read(Empty.buffer(), 0); // no system call: it tells the mode only
  }

  @Override
  public void check() throws IOException {
    if (!channel.isOpen()) {
      throw new ClosedChannelException();
    }
  }

  @Override
  public String describe() {
    return "the source channel";
  }
}
