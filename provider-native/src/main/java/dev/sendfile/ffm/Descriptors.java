package dev.sendfile.ffm;

import dev.sendfile.spi.End;
import dev.sendfile.spi.Keep;
import dev.sendfile.spi.Source;
import dev.sendfile.spi.Target;
import java.net.Socket;
import java.nio.channels.Channel;
import java.nio.channels.FileChannel;
import java.nio.channels.Pipe;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Gets descriptors of ends. Each is a second one of the same open file or socket, or of the same
 * file opened once more, and never the JDK's own: a number that the JDK may close at any time would
 * stand for something else a moment later.
 */
final class Descriptors {

  private Descriptors() {}

  /**
   * Gets that of a source: what is kept, if it is a prepared one.
   *
   * @throws NoDescriptorException if it cannot be had
   */
  static Descriptor of(Source source, Linux linux) throws NoDescriptorException {
    Keep keep = source.keep();
    if (keep == null) {
      return open(source, Way.to(source), linux);
    }
    KeptDescriptor kept = keep.find(KeptDescriptor.class);
    return kept == null ? kept(keep, source, linux) : kept.lent();
  }

  /**
   * Gets that of a target: what is kept, if it is a prepared one, with a {@link SocketTimeout}.
   *
   * @throws NoDescriptorException if it cannot be had
   */
  static Descriptor of(Target target, Linux linux) throws NoDescriptorException {
    Keep keep = target.keep();
    if (keep == null) {
      return open(target, Way.to(target), linux);
    }
    KeptDescriptor kept = keep.find(KeptDescriptor.class);
    return kept == null ? kept(keep, target, linux) : kept.lent();
  }

  private static Descriptor kept(Keep keep, Source source, Linux linux)
      throws NoDescriptorException {
    return lent(
        keep.get(
            KeptDescriptor.class,
            () -> KeptDescriptor.ofFile(linux, source, () -> open(source, Way.to(source), linux))));
  }

  private static Descriptor kept(Keep keep, Target target, Linux linux)
      throws NoDescriptorException {
    return lent(
        keep.get(
            KeptDescriptor.class,
            () ->
                KeptDescriptor.ofSocket(linux, target, () -> open(target, Way.to(target), linux))));
  }

  private static Descriptor lent(@Nullable KeptDescriptor kept) throws NoDescriptorException {
    if (kept == null) {
      throw new NoDescriptorException("the prepared end is closed");
    }
    return kept.lent();
  }

  private static Descriptor open(End end, Way way, Linux linux) throws NoDescriptorException {
    return Descriptor.closing(linux, number(end, way, linux));
  }

  private static int number(End end, Way way, Linux linux) throws NoDescriptorException {
    return switch (way) {
      case OPENED -> duplicate(end, linux);
      case PATH ->
          FileByPath.open(
              Objects.requireNonNull(end.as(Path.class)),
              Objects.requireNonNull(end.as(BasicFileAttributes.class)),
              linux);
      case OWN_FILE ->
          OwnFile.find(
              Objects.requireNonNull(end.as(Path.class)),
              Objects.requireNonNull(end.as(FileChannel.class)),
              linux);
      case SCAN -> SocketScan.find(end, linux);
      case NONE ->
          throw new NoDescriptorException(reason(end instanceof Source ? "source" : "target"));
    };
  }

  /** Why there is no way to an end, and what would make one. */
  static String reason(String end) {
    return "the descriptor of the "
        + end
        + " cannot be had; "
        + (OpenedAccess.TO_CHANNELS
            ? "pass a channel of the JDK's own, if there is one behind it"
            : "start the JVM with " + OpenedAccess.flags());
  }

  private static int duplicate(End end, Linux linux) throws NoDescriptorException {
    Channel channel = channel(end);
    if (channel instanceof FileChannel file && OpenedAccess.holdsLock(file)) {
      throw new NoDescriptorException(
          "a lock is held through the file's channel, which closing a second descriptor would"
              + " release; the other strategies do without one");
    }
    int number =
        channel != null
            ? OpenedAccess.numberOf(channel)
            : OpenedAccess.numberOf(Objects.requireNonNull(end.as(Socket.class)));
    int mine = linux.duplicate(number);
    if (mine < 0) {
      throw NoDescriptorException.failed("dup", mine);
    }
    boolean open = false;
    try {
      // closing begins with a mark: while there is none, the number was that of the channel
      open = channel == null ? end.isOpen() : channel.isOpen();
    } finally {
      if (!open) {
        linux.close(mine);
      }
    }
    if (!open) {
      throw new NoDescriptorException("it was closed meanwhile");
    }
    return mine;
  }

  private static @Nullable Channel channel(End end) {
    Channel file = end.as(FileChannel.class);
    if (file != null) {
      return file;
    }
    Channel socket = end.as(SocketChannel.class);
    if (socket != null) {
      return socket;
    }
    return end instanceof Source
        ? end.as(Pipe.SourceChannel.class)
        : end.as(Pipe.SinkChannel.class);
  }
}
