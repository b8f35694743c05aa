package dev.sendfile.internal.end;

import dev.sendfile.spi.EndKind;
import dev.sendfile.spi.Keep;
import dev.sendfile.spi.Memory;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SelectableChannel;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A file for a transfer with a timeout: its reads are counted, so that whoever watches tells a slow
 * disk from a stalled target. Transfers without a timeout do without this object and its counter.
 */
public final class CountedReads implements EngineSource {

  private final EngineSource file;

  /** Odd during a read. Written by the thread that reads. */
  private volatile int reads;

  /**
   * Counts from 0.
   *
   * @param file a positional source
   */
  public CountedReads(EngineSource file) {
    this.file = file;
  }

  @Override
  @SuppressWarnings("NonAtomicVolatileUpdate") // by one thread at a time
  public int read(ByteBuffer into, long position) throws IOException {
    reads++;
    try {
      return file.read(into, position);
    } finally {
      reads++;
    }
  }

  @Override
  public int reads() {
    return reads;
  }

  // ---- all else is the file's

  @Override
  public EndKind kind() {
    return file.kind();
  }

  @Override
  public <T> @Nullable T as(Class<T> type) {
    return file.as(type);
  }

  @Override
  public boolean isOpen() {
    return file.isOpen();
  }

  @Override
  public boolean owned() {
    return file.owned();
  }

  @Override
  public boolean blocking() {
    return file.blocking();
  }

  @Override
  public Memory memory() {
    return file.memory();
  }

  @Override
  public @Nullable Keep keep() {
    return file.keep();
  }

  @Override
  public boolean positional() {
    return file.positional();
  }

  @Override
  public long size() throws IOException {
    return file.size();
  }

  @Override
  public long currentSize() throws IOException {
    return file.currentSize();
  }

  @Override
  public long start() {
    return file.start();
  }

  @Override
  public void consumedUpTo(long position) throws IOException {
    file.consumedUpTo(position);
  }

  @Override
  public long consumed() {
    return file.consumed();
  }

  @Override
  public @Nullable Set<PosixFilePermission> permissions() {
    return file.permissions();
  }

  @Override
  public int available() {
    return file.available();
  }

  @Override
  public boolean parks() {
    return file.parks();
  }

  @Override
  public @Nullable SelectableChannel selectable() {
    return file.selectable();
  }

  @Override
  public @Nullable FileChannel file() {
    return file.file();
  }

  @Override
  public @Nullable Object fileKey() throws IOException {
    return file.fileKey();
  }

  @Override
  public boolean closable() {
    return file.closable();
  }

  @Override
  public boolean foreign() {
    return file.foreign();
  }

  @Override
  public boolean mayHangWhenAsked() {
    return file.mayHangWhenAsked();
  }

  @Override
  public @Nullable Throwable failure() {
    return file.failure();
  }

  @Override
  public void check() throws IOException {
    file.check();
  }

  @Override
  public void checkReadable() throws IOException {
    file.checkReadable();
  }

  @Override
  public void close() throws IOException {
    file.close();
  }

  @Override
  public void release() throws IOException {
    file.release();
  }

  @Override
  public String describe() {
    return file.describe();
  }
}
