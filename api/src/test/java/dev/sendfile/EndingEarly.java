package dev.sendfile;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;

/** A file of zeros that ends before its size says so, as some file systems let them. */
public class EndingEarly extends FileChannel {

  private final long size;
  private final long end;

  /**
   * Makes one.
   *
   * @param size what it says
   * @param end where it ends
   */
  public EndingEarly(long size, long end) {
    this.size = size;
    this.end = end;
  }

  @Override
  public int read(ByteBuffer into, long position) {
    if (position >= end) {
      return -1;
    }
    int n = (int) Math.min(into.remaining(), end - position);
    into.put(new byte[n]);
    return n;
  }

  @Override
  public long size() {
    return size;
  }

  @Override
  public long position() throws IOException {
    return 0;
  }

  @Override
  public FileChannel position(long newPosition) throws IOException {
    throw new UnsupportedOperationException();
  }

  @Override
  public int read(ByteBuffer into) {
    throw new UnsupportedOperationException();
  }

  @Override
  public long read(ByteBuffer[] into, int offset, int length) {
    throw new UnsupportedOperationException();
  }

  @Override
  public int write(ByteBuffer from) {
    throw new UnsupportedOperationException();
  }

  @Override
  public long write(ByteBuffer[] from, int offset, int length) {
    throw new UnsupportedOperationException();
  }

  @Override
  public int write(ByteBuffer from, long position) {
    throw new UnsupportedOperationException();
  }

  @Override
  public FileChannel truncate(long newSize) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void force(boolean metaData) {
    throw new UnsupportedOperationException();
  }

  @Override
  public long transferTo(long position, long count, WritableByteChannel target) {
    throw new UnsupportedOperationException();
  }

  @Override
  public long transferFrom(ReadableByteChannel source, long position, long count) {
    throw new UnsupportedOperationException();
  }

  @Override
  public MappedByteBuffer map(MapMode mode, long position, long length) {
    throw new UnsupportedOperationException();
  }

  @Override
  public FileLock lock(long position, long length, boolean shared) {
    throw new UnsupportedOperationException();
  }

  @Override
  public FileLock tryLock(long position, long length, boolean shared) {
    throw new UnsupportedOperationException();
  }

  @Override
  protected void implCloseChannel() throws IOException {}
}
