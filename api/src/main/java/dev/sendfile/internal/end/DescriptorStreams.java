package dev.sendfile.internal.end;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.lang.ref.WeakReference;
import java.nio.channels.FileChannel;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The stream by which a descriptor is read or written. The JDK lets a descriptor remember each
 * stream that was made of it, for as long as it lives: so one is made for all transfers, and found
 * again. Safe for use by many threads.
 *
 * @param <S> the type of stream
 */
final class DescriptorStreams<S> {

  /** What reads. */
  static final DescriptorStreams<FileInputStream> READING =
      new DescriptorStreams<>(FileInputStream::new, FileInputStream::getChannel);

  /** What writes. */
  static final DescriptorStreams<FileOutputStream> WRITING =
      new DescriptorStreams<>(FileOutputStream::new, FileOutputStream::getChannel);

  private final Function<FileDescriptor, S> maker;
  private final Function<S, FileChannel> channel;

  /** By identity: a descriptor is equal to itself alone. It keeps its stream, nobody else does. */
  private final Map<FileDescriptor, WeakReference<S>> streams = new WeakHashMap<>();

  private final ReentrantLock lock = new ReentrantLock();

  private DescriptorStreams(Function<FileDescriptor, S> maker, Function<S, FileChannel> channel) {
    this.maker = maker;
    this.channel = channel;
  }

  /**
   * Returns the stream of a descriptor.
   *
   * @param descriptor an open one
   * @return a stream whose channel is open
   * @throws UnusableEndException if the descriptor is not open
   */
  S of(FileDescriptor descriptor) throws UnusableEndException {
    if (!descriptor.valid()) {
      throw new UnusableEndException(
          "the file descriptor is not open; pass it before its stream is closed", null);
    }
    lock.lock();
    try {
      S stream = open(streams.get(descriptor));
      if (stream == null) {
        stream = maker.apply(descriptor);
        streams.put(descriptor, new WeakReference<>(stream));
      }
      return stream;
    } finally {
      lock.unlock();
    }
  }

  /** An interrupt closes a channel, and a descriptor may have been opened again since. */
  private @Nullable S open(@Nullable WeakReference<S> found) {
    S stream = found == null ? null : found.get();
    return stream != null && channel.apply(stream).isOpen() ? stream : null;
  }
}
