package dev.sendfile.internal.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.util.Set;

/**
 * An open file of a file system that has no file channels: what a {@code FileChannel} does that is
 * needed to read or write it, done by its byte channel. For one thread at a time, since positions
 * are reached by moving it.
 */
public final class ByteChannelFile extends FileChannel {

  private final SeekableByteChannel channel;

  private ByteChannelFile(SeekableByteChannel channel) {
    this.channel = channel;
  }

  /**
   * Opens a file, by a file channel where there are such.
   *
   * @param path the file
   * @param options how
   * @param attributes what it gets if it is created
   * @return a channel that nobody else has
   * @throws IOException if that failed
   */
  public static FileChannel open(
      Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes)
      throws IOException {
    try {
      return FileChannel.open(path, options, attributes);
    } catch (UnsupportedOperationException e) {
      return new ByteChannelFile(Files.newByteChannel(path, options, attributes));
    }
  }

  @Override
  public int read(ByteBuffer into) throws IOException {
    return channel.read(into);
  }

  @Override
  public int read(ByteBuffer into, long position) throws IOException {
    return channel.position(position).read(into);
  }

  @Override
  public int write(ByteBuffer from) throws IOException {
    return channel.write(from);
  }

  @Override
  public int write(ByteBuffer from, long position) throws IOException {
    return channel.position(position).write(from);
  }

  @Override
  public long read(ByteBuffer[] into, int offset, int length) throws IOException {
    long sum = 0;
    for (int i = offset; i < offset + length; i++) {
      int n = into[i].hasRemaining() ? channel.read(into[i]) : 0;
      if (n < 0) {
        return sum == 0 ? n : sum;
      }
      sum += n;
    }
    return sum;
  }

  @Override
  public long write(ByteBuffer[] from, int offset, int length) throws IOException {
    long sum = 0;
    for (int i = offset; i < offset + length; i++) {
      sum += channel.write(from[i]);
    }
    return sum;
  }

  @Override
  public long position() throws IOException {
    return channel.position();
  }

  @Override
  public FileChannel position(long position) throws IOException {
    channel.position(position);
    return this;
  }

  @Override
  public long size() throws IOException {
    return channel.size();
  }

  @Override
  public FileChannel truncate(long size) throws IOException {
    channel.truncate(size);
    return this;
  }

  /** Where there are no file channels there is no disk to be asked for. */
  @Override
  public void force(boolean metaData) {}

  @Override
  protected void implCloseChannel() throws IOException {
    channel.close();
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
  public MappedByteBuffer map(MapMode mode, long position, long size) {
    throw new UnsupportedOperationException();
  }

  @Override
  public FileLock lock(long position, long size, boolean shared) {
    throw new UnsupportedOperationException();
  }

  @Override
  public FileLock tryLock(long position, long size, boolean shared) {
    throw new UnsupportedOperationException();
  }
}
