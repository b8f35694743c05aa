package dev.sendfile.internal.end;

import dev.sendfile.internal.thread.Closers;
import dev.sendfile.internal.thread.VirtualThreads;
import dev.sendfile.spi.EndKind;
import dev.sendfile.spi.Memory;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * A FIFO by its path, which is opened when the first byte is due: whoever only looks must not take
 * the place of a reader.
 */
final class FifoSource extends SequentialSource {

  private final Path path;
  private final PatientOpening opening;
  private final OffCarrier calls = new OffCarrier();
  private volatile @Nullable FileChannel channel;
  private volatile boolean closed;

  /** The bits of {@code st_mode} that tell the kind of a file, and a FIFO's. */
  private static final int KIND = 0170000;

  private static final int FIFO = 0010000;

  /** Whether a path leads to a FIFO. */
  static boolean isFifo(Path path) {
    try {
      return Files.getAttribute(path, "unix:mode") instanceof Integer mode && (mode & KIND) == FIFO;
    } catch (IOException | UnsupportedOperationException | IllegalArgumentException e) {
      return false; // a system that has none, as far as one can see
    }
  }

  FifoSource(Path path) {
    this.path = path;
    this.opening = new PatientOpening(path, StandardOpenOption.READ);
  }

  @Override
  public void open(Closers closers) throws IOException {
    calls.by(closers);
    enterCall();
    try {
      FileChannel opened = opening.open(closers);
      channel = opened;
      if (closed) { // in the very moment in which it was opened
        opened.close();
        throw new AsynchronousCloseException();
      }
    } catch (AccessDeniedException e) {
      throw new UnusableEndException(path + " may not be read by this user", e);
    } finally {
      leaveCall();
    }
  }

  @Override
  public EndKind kind() {
    return EndKind.PIPE;
  }

  @Override
  public <T> @Nullable T as(Class<T> type) {
    return type.isInstance(path)
        ? type.cast(path)
        : type.isInstance(channel) && !VirtualThreads.isCurrent() ? type.cast(channel) : null;
  }

  @Override
  public boolean isOpen() {
    FileChannel open = channel;
    return !closed && (open == null || open.isOpen());
  }

  @Override
  public boolean owned() {
    return true;
  }

  @Override
  public boolean blocking() {
    return true;
  }

  @Override
  public Memory memory() {
    return Memory.DIRECT;
  }

  @Override
  int read(ByteBuffer into) throws IOException {
    FileChannel open = channel;
    if (open == null) {
      throw new ClosedChannelException();
    }
    try {
      return (int) calls.make(() -> open.read(into));
    } catch (ClosedByInterruptException e) {
      throw new InterruptedReadException(e);
    }
  }

  @Override
  public boolean closable() {
    return true;
  }

  @Override
  public void close() throws IOException {
    closed = true;
    opening.giveUp();
    FileChannel open = channel;
    if (open != null) {
      open.close();
    }
  }

  @Override
  public void release() throws IOException {
    close();
  }

  @Override
  public void check() {
    // looked at when it was made; opening tells the rest
  }

  @Override
  public String describe() {
    return path.toString();
  }
}
