package dev.sendfile.mmap;

import dev.sendfile.spi.Batch;
import dev.sendfile.spi.Plan;
import dev.sendfile.spi.Session;
import dev.sendfile.spi.Step;
import dev.sendfile.spi.Target;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;

/**
 * To channels of the JDK's own: the kernel reads the mapping itself. Pages that a truncation took
 * away make the write fail or end early; the rest of the last page reads as zeros, so the size is
 * asked again after each write.
 */
final class DirectSession implements Session {

  private final FileChannel file;
  private final Target target;
  private final View view;
  private final long end;

  private boolean checked;
  private boolean cut;
  private long stray;

  /**
   * Begins with nothing written.
   *
   * @param checked whether the first step may trust that the file still holds the range: it was
   *     checked just now, and a system call for each small send is what a kept mapping saves. Later
   *     steps may have waited
   */
  DirectSession(Plan plan, FileChannel file, View view, boolean checked) {
    this.file = file;
    this.target = plan.target();
    this.view = view;
    this.end = plan.offset() + plan.length();
    this.checked = checked;
  }

  @Override
  public Step step(Batch batch) throws IOException {
    long position = batch.position();
    long size = checked ? end : file.size();
    checked = false;
    if (cut || size <= position) {
      return Step.END_OF_SOURCE;
    }
    ByteBuffer content;
    try {
      content = view.from(position, Math.min(size, position + batch.max()));
    } catch (IOException e) {
      return Unmappable.step(file, size, e);
    }
    ByteBuffer header = batch.header();
    int headerLength = header.remaining();
    long n =
        headerLength == 0
            ? target.write(content, batch.targetPosition())
            : target.write(header, content, batch.targetPosition());
    if (n <= 0) {
      return Step.TARGET_FULL;
    }
    return n <= headerLength ? Step.moved(n) : settle(position, n - headerLength, n);
  }

  /** Counts what was the file's, of {@code content} bytes written from {@code position} on. */
  private Step settle(long position, long content, long written) throws IOException {
    long reached = position + content;
    long size = sizeAfterWrite();
    if (size >= reached) {
      return Step.moved(written);
    }
    // What lies before the page of the last byte was read before the file was cut: beyond the page
    // of its new end nothing can be read. Within that page, zeros begin where the file ends now.
    long sound = Math.max(size, (reached - 1) / Page.SIZE * Page.SIZE);
    stray = Math.min(content, reached - sound);
    cut = true; // even if it grows again: what follows would be out of place
    return written > stray ? Step.moved(written - stray) : Step.END_OF_SOURCE;
  }

  /**
   * Nothing but an interrupt may be thrown once bytes have left. If the file was closed meanwhile,
   * nobody can ask: then the last page is not counted.
   */
  private long sizeAfterWrite() throws ClosedByInterruptException {
    try {
      return file.size();
    } catch (ClosedByInterruptException e) {
      throw e;
    } catch (IOException e) {
      return 0;
    }
  }

  @Override
  public long stray() {
    return stray;
  }

  @Override
  public void close() {
    view.close();
  }
}
