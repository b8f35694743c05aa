package dev.sendfile.ffm;

import dev.sendfile.spi.End;
import dev.sendfile.spi.EndKind;
import dev.sendfile.spi.Offer;
import dev.sendfile.spi.Source;
import dev.sendfile.spi.Target;
import java.net.Socket;
import java.nio.channels.Channel;
import java.nio.channels.FileChannel;
import java.nio.channels.Pipe;
import java.nio.channels.SocketChannel;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/** How a descriptor of an end can be had. */
enum Way {
  /** The JDK tells the number, as its module is open. */
  OPENED,
  /** A file that was opened by its path is opened by it once more. */
  PATH,
  /** A file that the engine has opened for one transfer is looked for, and proved to be it. */
  OWN_FILE,
  /** A connection is looked for by its addresses among all descriptors of the process. */
  SCAN,
  /** Not at all. */
  NONE;

  /** What a strategy answers that finds {@link #NONE} to its source. */
  static final Offer NO_SOURCE = Offer.declined(Descriptors.reason("source"));

  /** What a strategy answers that finds {@link #NONE} to its target. */
  static final Offer NO_TARGET = Offer.declined(Descriptors.reason("target"));

  private static final Module JDK = Object.class.getModule();

  /** How the descriptor of a source can be had. */
  static Way to(Source source) {
    FileChannel file = source.as(FileChannel.class);
    if (file == null) {
      return toStream(source, source.as(Pipe.SourceChannel.class));
    }
    return toFile(source, file);
  }

  private static Way toFile(Source source, FileChannel file) {
    Way opened = opened(file);
    return opened == NONE && isByPath(source) && source.as(BasicFileAttributes.class) != null
        ? PATH
        : opened;
  }

  /** How the descriptor of a target can be had; a file that the engine opens may not be open. */
  static Way to(Target target) {
    SocketChannel socket = target.as(SocketChannel.class); // what most targets are
    if (socket != null) {
      return toSocket(target, socket);
    }
    FileChannel file = target.as(FileChannel.class);
    Way opened = file == null ? NONE : opened(file);
    if (opened != NONE) {
      return opened;
    }
    if (target.owned()) {
      boolean mine = isByPath(target) && target.positional();
      return mine ? OpenedAccess.TO_CHANNELS ? OPENED : OWN_FILE : NONE;
    }
    return file == null ? toStream(target, target.as(Pipe.SinkChannel.class)) : NONE;
  }

  private static boolean isByPath(End file) {
    Path path = file.as(Path.class);
    return path != null && path.getFileSystem().equals(FileSystems.getDefault());
  }

  private static Way toStream(End end, @Nullable Channel pipe) {
    if (pipe != null) {
      return opened(pipe);
    }
    SocketChannel channel = end.as(SocketChannel.class);
    if (channel != null) {
      return toSocket(end, channel);
    }
    Socket socket = end.as(Socket.class);
    if (socket == null || socket.getClass() != Socket.class) {
      return NONE; // a class of its own may encrypt what it is given
    }
    return OpenedAccess.TO_SOCKETS ? OPENED : SCAN;
  }

  private static Way toSocket(End end, SocketChannel channel) {
    Way opened = opened(channel);
    return opened == NONE && isOfJdk(channel) && end.kind().equals(EndKind.TCP) ? SCAN : opened;
  }

  private static Way opened(Channel channel) {
    return OpenedAccess.TO_CHANNELS && isOfJdk(channel) ? OPENED : NONE;
  }

  /** Others inherit its types, and may do more than pass bytes on. */
  private static boolean isOfJdk(Channel channel) {
    return channel.getClass().getModule() == JDK;
  }
}
