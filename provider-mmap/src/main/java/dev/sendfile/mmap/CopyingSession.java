package dev.sendfile.mmap;

import dev.sendfile.spi.Batch;
import dev.sendfile.spi.Context;
import dev.sendfile.spi.Lease;
import dev.sendfile.spi.Plan;
import dev.sendfile.spi.Session;
import dev.sendfile.spi.Step;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/**
 * To streams and to channels of which nobody knows what they do. They never see the mapping: theirs
 * would be the {@link InternalError} that reading a lost page raises, on Java 17 at some later
 * moment. So the bytes are copied first, and written once it is known which of them are the file's.
 */
final class CopyingSession implements Session {

  /**
   * Bytes copied at once unless the user says otherwise: 256 KiB. More fall out of the CPU's cache.
   */
  static final int BUFFER_SIZE = 256 << 10;

  private final Plan plan;
  private final Context context;
  private final FileChannel file;
  private final View view;

  CopyingSession(Plan plan, Context context, FileChannel file, View view) {
    this.plan = plan;
    this.context = context;
    this.file = file;
    this.view = view;
  }

  @Override
  public Step step(Batch batch) throws IOException {
    long position = batch.position();
    long size = file.size();
    if (size <= position) {
      return Step.END_OF_SOURCE;
    }
    ByteBuffer header = batch.header();
    int capacity = plan.options().bufferSizeOr(BUFFER_SIZE);
    if (header.remaining() >= capacity) {
      return moved(plan.target().write(header, batch.targetPosition()));
    }
    long most = Math.min(batch.max(), capacity - header.remaining());
    ByteBuffer content;
    try {
      content = view.from(position, Math.min(size, position + most));
    } catch (IOException e) {
      return Unmappable.step(file, size, e);
    }
    int room = header.remaining() + content.remaining();
    try (Lease lease = context.lease(room, plan.target().memory())) {
      ByteBuffer buffer = lease.buffer();
      buffer.put(header);
      return copy(content, position, buffer)
          ? moved(plan.target().write(buffer.flip(), batch.targetPosition()))
          : Step.END_OF_SOURCE;
    }
  }

  /** Copies what is the file's; {@code false} if none of it is. */
  private boolean copy(ByteBuffer content, long position, ByteBuffer into) throws IOException {
    int at = into.position();
    long asked = content.remaining();
    while (true) {
      long size = copyAndAsk(content.duplicate(), into);
      boolean copied = size >= 0;
      long sound = Math.min(asked, (copied ? size : file.size()) - position);
      if (sound <= 0) {
        return false;
      }
      if (copied) {
        into.position(at + (int) sound);
        return true;
      }
      if (sound == asked) {
        throw new IOException(
            "a page of the mapped file cannot be read, although the file reaches there;"
                + " check the disk that it is on");
      }
      into.position(at); // it was cut short, and holds some of it
      content.limit(content.position() + (int) sound);
      asked = sound;
    }
  }

  /**
   * Returns the size after the copy, or -1 if pages were lost. Java 17 raises the error only when
   * the thread next enters the VM in a way that looks for it, which may be in the code of the
   * target. To make an array of arrays is such a way, interpreted and compiled; of a length that
   * the compiler cannot know, though it is 0.
   */
  private long copyAndAsk(ByteBuffer from, ByteBuffer into) throws IOException {
    try {
      into.put(from);
      int none = new byte[from.remaining()][0].length;
      return file.size() + none;
    } catch (InternalError e) {
      return -1;
    }
  }

  private static Step moved(int bytes) {
    return bytes > 0 ? Step.moved(bytes) : Step.TARGET_FULL;
  }

  @Override
  public void close() {
    view.close();
  }
}
