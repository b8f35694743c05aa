package dev.sendfile.mmap;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import org.jspecify.annotations.Nullable;

/** One window at a time, which moves along with the transfer. */
final class Windows implements View {

  /**
   * Bytes in a window: 16 MiB. To map one costs as much as to send some 100 KiB; larger ones gain
   * nothing and take address space from systems that have little.
   */
  static final long WINDOW = 16 << 20;

  private final FileChannel file;
  private final long last;
  private final boolean oneThread;

  private @Nullable Mapping window;
  private long start;

  /**
   * Maps nothing yet.
   *
   * @param last nothing at or beyond this position will be asked for
   * @param oneThread whether all calls come from one thread
   */
  Windows(FileChannel file, long last, boolean oneThread) {
    this.file = file;
    this.last = last;
    this.oneThread = oneThread;
  }

  @Override
  public ByteBuffer from(long position, long end) throws IOException {
    Mapping current = window;
    if (current == null || position < start || position >= start + current.buffer().capacity()) {
      close();
      current = map(position);
      window = current;
      start = position;
    }
    ByteBuffer buffer = current.buffer();
    int limit = (int) Math.min(end - start, buffer.capacity());
    return buffer.limit(limit).position((int) (position - start));
  }

  /**
   * Never maps beyond the end of the file: the JDK would make a file longer that is open for
   * writing too.
   */
  private Mapping map(long position) throws IOException {
    long left = Math.min(last, file.size()) - position;
    if (left <= 0) {
      throw new EOFException("the file was cut short before it could be mapped");
    }
    return Mapping.of(file, position, Math.min(WINDOW, left), oneThread);
  }

  @Override
  public void close() {
    Mapping current = window;
    if (current != null) {
      window = null;
      current.close();
    }
  }
}
