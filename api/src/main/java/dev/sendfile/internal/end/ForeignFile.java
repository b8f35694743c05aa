package dev.sendfile.internal.end;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.NonReadableChannelException;

/**
 * A file channel that is not the JDK's own, read at positions by its own methods. It is handed an
 * array of its own, and whatever it throws is kept. Its end adds what it is to the transfer.
 */
final class ForeignFile {

  final FileChannel channel;
  final ForeignCalls calls;
  private final ForeignArray array = new ForeignArray();

  ForeignFile(FileChannel channel, String name) {
    this.channel = channel;
    this.calls = new ForeignCalls(name);
  }

  long size() throws IOException {
    try {
      return channel.size();
    } catch (Throwable e) {
      throw calls.threw(e);
    }
  }

  /** Reads for as long as reads come full, as a read of a file does. */
  int read(ByteBuffer into, long position) throws IOException {
    int sum = 0;
    while (into.hasRemaining()) {
      byte[] bytes = array.toFill(into.remaining());
      int asked = Math.min(bytes.length, into.remaining());
      int n = read(bytes, asked, position + sum);
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

  /** Reads once. */
  int read(byte[] bytes, int length, long position) throws IOException {
    ByteBuffer view = ByteBuffer.wrap(bytes, 0, length);
    int n;
    try {
      n = channel.read(view, position);
    } catch (NonReadableChannelException e) {
      throw UnusableEndException.notReadable(e);
    } catch (Throwable e) {
      throw calls.threw(e);
    }
    if (n < -1 || n > length || Math.max(0, n) != view.position()) {
      throw calls.lied("it read " + n + " bytes, and put " + view.position() + " into the buffer");
    }
    if (n < 0) {
      calls.refuseEndOf(!calls.ask(channel::isOpen, false));
    }
    return n;
  }

  void close() throws IOException {
    try {
      channel.close();
    } catch (Throwable e) {
      throw calls.threw(e);
    }
  }
}
