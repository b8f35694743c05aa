package dev.sendfile.internal.end;

import dev.sendfile.spi.EndKind;
import dev.sendfile.spi.Memory;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.channels.NonReadableChannelException;
import org.jspecify.annotations.Nullable;

/**
 * A file channel that is not the JDK's own, read at positions. It fills an array of its own, and
 * whatever it throws is its failure.
 */
final class ForeignFileSource implements EngineSource {

  private final FileChannel channel;
  private final ForeignCalls calls = new ForeignCalls("the source channel");
  private final ForeignArray array = new ForeignArray();

  ForeignFileSource(FileChannel channel) {
    this.channel = channel;
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
  public boolean foreign() {
    return true;
  }

  @Override
  public @Nullable Throwable failure() {
    return calls.failure();
  }

  @Override
  public boolean isOpen() {
    return calls.ask(channel::isOpen, false);
  }

  @Override
  public boolean owned() {
    return false;
  }

  @Override
  public boolean blocking() {
    return false;
  }

  @Override
  public Memory memory() {
    return Memory.DIRECT;
  }

  @Override
  public boolean positional() {
    return true;
  }

  @Override
  public long size() throws IOException {
    try {
      return channel.size();
    } catch (Throwable e) {
      throw calls.threw(e);
    }
  }

  /** Reads for as long as reads come full, as a read of a file does. */
  @Override
  public int read(ByteBuffer into, long position) throws IOException {
    int sum = 0;
    while (into.hasRemaining()) {
      byte[] bytes = array.toFill(into.remaining());
      int asked = Math.min(bytes.length, into.remaining());
      int n = call(bytes, asked, position + sum);
      if (n > 0) {
        into.put(bytes, 0, n);
        sum += n;
      }
      if (n < asked) {
        return sum == 0 ? n : sum;
      }
      array.cameFull();
    }
    return sum;
  }

  private int call(byte[] bytes, int asked, long position) throws IOException {
    ByteBuffer view = ByteBuffer.wrap(bytes, 0, asked);
    int n;
    try {
      n = channel.read(view, position);
    } catch (NonReadableChannelException e) {
      throw UnusableEndException.notReadable(e);
    } catch (Throwable e) {
      throw calls.threw(e);
    }
    if (n < -1 || Math.max(0, n) != view.position()) {
      throw calls.lied("it read " + n + " bytes, and put " + view.position() + " into the buffer");
    }
    return n;
  }

  @Override
  public void checkReadable() throws IOException {
    call(new byte[0], 0, 0);
  }

  @Override
  public boolean closable() {
    return true;
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
    calls.require(isOpen(), new ClosedChannelException());
  }

  @Override
  public String describe() {
    return "the source channel";
  }
}
