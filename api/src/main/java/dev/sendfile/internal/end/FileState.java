package dev.sendfile.internal.end;

import dev.sendfile.spi.Keep;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A prepared file as it was when it was opened, shared by the transfers that began with it. */
final class FileState extends ChannelFileSource {

  /** Where a transfer to a blocking target is ended by closing its source, as a rule. */
  private static final boolean OPENED_ONCE_MORE = Runtime.version().feature() < 25;

  /**
   * Bytes from which on {@code transferTo} with an open and two looks at the path takes no longer
   * than a loop from the channel that is open: 512 KiB. At 128 KiB it takes 1.3 times as long.
   */
  private static final long WORTH_OPENING = 512 << 10;

  private final Path path;
  private final BasicFileAttributes attributes;
  private final long size;
  private final Kept kept;

  /** How many states share the channel: the last one closes it. */
  private final AtomicInteger sharers;

  FileState(FileChannel channel, Path path, BasicFileAttributes attributes, boolean mapping) {
    this(channel, path, attributes, mapping, new AtomicInteger(1));
  }

  private FileState(
      FileChannel channel,
      Path path,
      BasicFileAttributes attributes,
      boolean mapping,
      AtomicInteger sharers) {
    super(channel);
    this.path = path;
    this.attributes = attributes;
    this.size = attributes.size();
    this.kept = new Kept(mapping);
    this.sharers = sharers;
  }

  /** The same open file, with nothing kept yet. Only while this state is in use. */
  FileState renewed() {
    sharers.incrementAndGet();
    return new FileState(channel, path, attributes, kept.mapping(), sharers);
  }

  /** Whether something is kept of a class loader, or may be by a transfer under way. */
  boolean mayHold(ClassLoader loader) {
    return kept.mayHold(loader);
  }

  /** Whether a look at the path saw this file, in this state. */
  boolean isOf(BasicFileAttributes found) {
    return attributes.size() == found.size()
        && attributes.lastModifiedTime().equals(found.lastModifiedTime())
        && Objects.equals(attributes.fileKey(), found.fileKey());
  }

  @Override
  public EngineSource alone(long length) {
    if (!OPENED_ONCE_MORE || (length < 0 ? size : length) < WORTH_OPENING) {
      return this;
    }
    EngineSource own = openedOnceMore();
    if (own == null) {
      return this;
    }
    release();
    return own;
  }

  /** This file by another channel; {@code null} if its path leads to another state of it by now. */
  private @Nullable EngineSource openedOnceMore() {
    PathSource own = null;
    try {
      if (!isOf(Attributes.ofSource(path))) { // which may be a FIFO, that waits to be opened
        return null;
      }
      FileChannel again = FileChannel.open(path, StandardOpenOption.READ);
      try {
        BasicFileAttributes found = Attributes.ofSource(path);
        own = isOf(found) ? new PathSource(again, path, found) : null;
        return own;
      } finally {
        if (own == null) {
          again.close();
        }
      }
    } catch (IOException e) {
      return null; // the channel that is open serves, by other strategies
    }
  }

  boolean retain() {
    return kept.retain();
  }

  @Override
  public void release() {
    if (kept.release() && sharers.decrementAndGet() == 0) {
      try {
        channel.close();
      } catch (IOException e) {
        System.getLogger("dev.sendfile").log(Level.WARNING, "closing " + path + " failed", e);
      }
    }
  }

  @Override
  public <T> @Nullable T as(Class<T> type) {
    return type.isInstance(path)
        ? type.cast(path)
        : type == BasicFileAttributes.class ? type.cast(attributes) : super.as(type);
  }

  @Override
  public @Nullable Object fileKey() {
    return attributes.fileKey();
  }

  @Override
  public @Nullable Set<PosixFilePermission> permissions() {
    return Attributes.permissions(attributes);
  }

  @Override
  public Keep keep() {
    return kept;
  }

  @Override
  public long size() {
    return size;
  }

  @Override
  public long currentSize() throws IOException {
    return channel.size();
  }

  @Override
  public void checkReadable() {} // opened for that

  @Override
  public String describe() {
    return path.toString();
  }
}
