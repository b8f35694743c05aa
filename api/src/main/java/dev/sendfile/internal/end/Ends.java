package dev.sendfile.internal.end;

import dev.sendfile.internal.file.ByteChannelFile;
import dev.sendfile.internal.file.NewFile;
import dev.sendfile.spi.EndKind;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.SocketChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.EnumSet;

/** Makes ends from what users hand over. */
public final class Ends {

  private Ends() {}

  // ---- sources

  /**
   * Makes a source. Opens it, if it is a path.
   *
   * @param given a path, a prepared file, a channel, a socket, a descriptor or an input stream
   * @return the source; who asked {@linkplain EngineEnd#release releases} it
   * @throws IOException if it cannot be opened for reading, is closed or not connected
   */
  public static EngineSource source(Object given) throws IOException {
    if (given instanceof FileChannel file) {
      return Trust.of(file) ? atPositions(file) : new ForeignFileSource(file, false);
    }
    if (given instanceof OwnedFile file) {
      FileChannel channel = file.channel();
      return Trust.of(channel) ? alone(channel) : new ForeignFileSource(channel, true);
    }
    if (given instanceof PreparedFile prepared) {
      return prepared.acquire();
    }
    if (given instanceof Path path) {
      return open(path);
    }
    if (given instanceof ReadableByteChannel channel) {
      return Trust.of(channel) ? sequential(channel) : new ForeignChannelSource(channel);
    }
    if (given instanceof Standing standing) {
      FileChannel file = standing.channel();
      return Trust.of(file) ? standing(file) : new ForeignChannelSource(file);
    }
    if (given instanceof Socket socket) {
      return source(socket);
    }
    if (given instanceof FileDescriptor descriptor) {
      return stillOpen(descriptor, standing(DescriptorStreams.READING.of(descriptor)));
    }
    if (given instanceof Trust.Vouched vouched) {
      return vouchedSource(vouched.object());
    }
    return given instanceof FileInputStream file && Trust.of(file)
        ? standing(file)
        : new StreamSource((InputStream) given, null, false);
  }

  /**
   * Makes a source that nobody will read, for who only wants to know what it is. A device is not
   * opened: that alone rewinds a tape, or starts a watchdog.
   *
   * @param given as {@link #source} takes it
   * @return the source; who asked {@linkplain EngineEnd#release releases} it
   * @throws IOException if it could not be opened for reading, is closed or not connected
   */
  public static EngineSource unread(Object given) throws IOException {
    if (given instanceof Path path) {
      BasicFileAttributes attributes = Attributes.ofSource(path);
      if (attributes.isOther() && !FifoSource.isFifo(path)) {
        return new DeviceSource(path, Attributes.isBlockDevice(path));
      }
    }
    return source(given);
  }

  private static EngineSource vouchedSource(Object object) throws IOException {
    if (object instanceof FileChannel file) {
      return atPositions(file);
    }
    if (object instanceof OwnedFile file) {
      return alone(file.channel());
    }
    if (object instanceof Standing standing) {
      return standing(standing.channel());
    }
    if (object instanceof ReadableByteChannel channel) {
      return sequential(channel);
    }
    if (object instanceof FileInputStream file) {
      return standing(file);
    }
    SocketChannel behind = object instanceof Socket socket ? socket.getChannel() : null;
    return source(behind == null ? object : behind);
  }

  private static EngineSource atPositions(FileChannel file) {
    return Unbuffered.isRead(file) ? new UnbufferedFileSource(file) : new ChannelFileSource(file);
  }

  /** One that is read past the page cache is seen by no strategy: none is blocked in it. */
  private static EngineSource alone(FileChannel file) {
    return Unbuffered.isRead(file) ? new UnbufferedFileSource(file) : new OwnedFileSource(file);
  }

  private static EngineSource sequential(ReadableByteChannel channel) {
    return new ChannelSource(channel, Sockets.kindOf(channel), false);
  }

  private static EngineSource standing(FileChannel file) throws IOException {
    if (!EndKind.FILE.equals(Sockets.kindOf(file))) {
      return new ChannelSource(file, EndKind.PIPE, false);
    }
    return Unbuffered.isRead(file)
        ? new UnbufferedStandingSource(file, file.position())
        : new StandingChannelSource(file, file.position());
  }

  private static EngineSource standing(FileInputStream stream) throws IOException {
    FileChannel channel = stream.getChannel();
    long position = Positions.standing(channel);
    return position == Positions.NONE
        ? new ChannelSource(channel, EndKind.PIPE, false)
        : new StandingFileSource(stream, position);
  }

  private static EngineSource source(Socket socket) throws IOException {
    try {
      SocketChannel channel = Trust.channelOf(socket);
      if (channel != null) {
        return source(channel);
      }
      Sockets.checkConnected(socket, "source");
      return new StreamSource(input(socket), socket, Trust.of(socket));
    } catch (RuntimeException e) {
      throw new UnusableEndException("the source socket threw " + e, e);
    }
  }

  private static InputStream input(Socket socket) throws IOException {
    try {
      return socket.getInputStream();
    } catch (IOException e) {
      throw Sockets.refusal(socket, e, "the input of the source (tcp)", socket::isInputShutdown);
    }
  }

  private static EngineSource open(Path path) throws IOException {
    BasicFileAttributes attributes = Attributes.ofSource(path);
    if (attributes.isOther() && FifoSource.isFifo(path)) {
      return new FifoSource(path);
    }
    FileChannel channel = ByteChannelFile.open(path, EnumSet.of(StandardOpenOption.READ));
    EngineSource opened = null;
    try {
      opened = opened(channel, path, attributes);
      return opened;
    } finally {
      if (opened == null) {
        channel.close();
      }
    }
  }

  private static EngineSource opened(FileChannel channel, Path path, BasicFileAttributes attributes)
      throws IOException {
    if (!Trust.of(channel)) {
      return canBeMoved(channel)
          ? new ForeignFileSource(channel, path, attributes)
          : new ForeignChannelSource(channel, path);
    }
    return hasPositions(channel, attributes)
        ? new PathSource(channel, path, attributes)
        : new ChannelSource(channel, EndKind.PIPE, true);
  }

  /** One of jrt cannot. */
  private static boolean canBeMoved(FileChannel channel) throws IOException {
    try {
      channel.position(0);
      return true;
    } catch (UnsupportedOperationException e) {
      return false;
    }
  }

  /** Files with content are believed, since asking takes system calls; a read finds out. */
  private static boolean hasPositions(FileChannel channel, BasicFileAttributes attributes) {
    return (attributes.isRegularFile() && attributes.size() > 0)
        || Positions.standing(channel) != Positions.NONE;
  }

  // ---- targets

  /**
   * Makes a target. A path is opened when the first byte is due.
   *
   * @param given a path, a prepared socket, a channel, a socket, a descriptor or an output stream
   * @param opening how a file is to be written
   * @param source where the bytes come from: a copy gets its permissions
   * @return the target; who asked {@linkplain EngineEnd#release releases} it
   * @throws IOException if it is closed, not connected or of the wrong kind
   */
  public static EngineTarget target(Object given, Opening opening, EngineSource source)
      throws IOException {
    if (given instanceof SocketChannel socket && Trust.of(socket)) {
      return SocketTarget.of(socket);
    }
    if (given instanceof PreparedSocket prepared) {
      return prepared.acquire();
    }
    if (given instanceof Path path) {
      return create(path, opening, source);
    }
    if (given instanceof FileChannel file) {
      return target(file, opening);
    }
    if (given instanceof WritableByteChannel channel) {
      return Trust.of(channel) ? sequential(channel) : new ForeignChannelTarget(channel, opening);
    }
    if (given instanceof Socket socket) {
      return target(socket, opening, source);
    }
    if (given instanceof FileDescriptor descriptor) {
      FileChannel channel = DescriptorStreams.WRITING.of(descriptor).getChannel();
      return stillOpen(descriptor, target(channel, opening));
    }
    if (given instanceof Trust.Vouched vouched) {
      return vouchedTarget(vouched.object(), opening, source);
    }
    return given instanceof FileOutputStream file && Trust.of(file)
        ? target(file.getChannel(), opening)
        : new StreamTarget((OutputStream) given, null, false);
  }

  /**
   * Refuses a descriptor that its owner has closed meanwhile. Its own channel does not know, and
   * what it answered for a closed one looks like the answer of a pipe.
   */
  private static <E> E stillOpen(FileDescriptor descriptor, E end) throws ClosedChannelException {
    if (!descriptor.valid()) {
      throw new ClosedChannelException();
    }
    return end;
  }

  private static EngineTarget vouchedTarget(Object object, Opening opening, EngineSource source)
      throws IOException {
    if (object instanceof SocketChannel socket) {
      return SocketTarget.of(socket);
    }
    if (object instanceof FileChannel file) {
      return ofFile(file, opening);
    }
    if (object instanceof WritableByteChannel channel) {
      return sequential(channel);
    }
    if (object instanceof FileOutputStream file) {
      return ofFile(file.getChannel(), opening);
    }
    SocketChannel behind = object instanceof Socket socket ? socket.getChannel() : null;
    return target(behind == null ? object : behind, opening, source);
  }

  private static EngineTarget sequential(WritableByteChannel channel) {
    return new ChannelTarget(channel, Sockets.kindOf(channel));
  }

  private static EngineTarget target(FileChannel file, Opening opening) {
    return Trust.of(file) ? ofFile(file, opening) : new ForeignChannelTarget(file, opening);
  }

  private static EngineTarget ofFile(FileChannel file, Opening opening) {
    if (Unbuffered.isWritten(file)) {
      return new UnbufferedFileTarget(file, opening);
    }
    if (opening.hasOffset()) {
      return new FileTarget(file, opening);
    }
    EndKind kind = Sockets.kindOf(file);
    return opening.force() ? new ChannelTarget.Forced(file, kind) : new ChannelTarget(file, kind);
  }

  private static EngineTarget target(Socket socket, Opening opening, EngineSource source)
      throws IOException {
    try {
      SocketChannel channel = Trust.channelOf(socket);
      if (channel != null) {
        return target(channel, opening, source);
      }
      Sockets.checkConnected(socket, "target");
      return new StreamTarget(output(socket), socket, Trust.of(socket));
    } catch (RuntimeException e) {
      throw new UnusableEndException("the target socket threw " + e, e);
    }
  }

  private static OutputStream output(Socket socket) throws IOException {
    try {
      return socket.getOutputStream();
    } catch (IOException e) {
      throw Sockets.refusal(socket, e, "the output of the target (tcp)", socket::isOutputShutdown);
    }
  }

  private static EngineTarget create(Path path, Opening opening, EngineSource source)
      throws IOException {
    BasicFileAttributes existing = Attributes.ofTarget(path);
    if (existing == null) {
      return new PathTarget(path, opening, null, true, new NewFile(source.permissions()));
    }
    if (existing.isDirectory()) {
      throw new UnusableEndException(
          path + " is a directory; name the file in it that shall be written", null);
    }
    if (existing.isOther() && opening.createNew()) { // it would be opened without being made
      throw new UnusableEndException(
          path + " exists already; remove it, or write without CREATE_NEW", null);
    }
    boolean block = existing.isOther() && Attributes.isBlockDevice(path);
    if (existing.isOther() && (opening.replace() || (opening.hasOffset() && !block))) {
      throw new UnusableEndException(
          path
              + (block
                  ? " is a block device, which cannot be replaced; write to it without that option"
                  : " is a FIFO or a device: it has no offsets and cannot be replaced; give neither"
                      + " option"),
          null);
    }
    boolean positional = block || !existing.isOther();
    return new PathTarget(path, opening, existing, positional, new NewFile(source.permissions()));
  }
}
