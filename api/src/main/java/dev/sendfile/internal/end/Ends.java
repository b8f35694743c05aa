package dev.sendfile.internal.end;

import dev.sendfile.spi.EndKind;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.SocketChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;

/** Makes ends from what users hand over. */
public final class Ends {

  private Ends() {}

  /**
   * Makes a source. Opens it, if it is a path.
   *
   * @param given a path, a channel or an input stream
   * @return the source; who asked closes it if it is {@linkplain EngineSource#owned() owned}
   * @throws IOException if a path cannot be opened for reading
   */
  public static EngineSource source(Object given) throws IOException {
    if (given instanceof FileChannel file) {
      return new FileSource(file);
    }
    if (given instanceof Path path) {
      return open(path);
    }
    if (given instanceof ReadableByteChannel channel) {
      return new ChannelSource(channel, Sockets.kindOf(channel), false);
    }
    return new StreamSource((InputStream) given);
  }

  /**
   * Makes a target.
   *
   * @param given a channel, a socket or an output stream
   * @return the target
   * @throws IOException if a socket is not connected or closed
   */
  public static EngineTarget target(Object given) throws IOException {
    if (given instanceof SocketChannel socket && Sockets.isOfJdk(socket)) {
      return new SocketTarget(socket);
    }
    if (given instanceof WritableByteChannel channel) {
      return new ChannelTarget(channel, Sockets.kindOf(channel));
    }
    if (given instanceof Socket socket) {
      return socket(socket);
    }
    return new StreamTarget((OutputStream) given, null);
  }

  private static EngineTarget socket(Socket socket) throws IOException {
    SocketChannel channel = socket.getChannel();
    if (channel != null) {
      return target(channel);
    }
    if (socket.isClosed()) {
      throw new ClosedChannelException();
    }
    Sockets.checkConnected(socket);
    return new StreamTarget(socket.getOutputStream(), socket);
  }

  private static EngineSource open(Path path) throws IOException {
    BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
    if (attributes.isDirectory()) {
      throw new UnusableEndException(
          path + " is a directory; send the files in it one by one", null);
    }
    if (attributes.isOther()) { // a FIFO or a device refuses to be read at positions
      return new ChannelSource(
          Files.newByteChannel(path, StandardOpenOption.READ), EndKind.PIPE, true);
    }
    try {
      return new PathSource(FileChannel.open(path, StandardOpenOption.READ), path);
    } catch (UnsupportedOperationException e) { // a file system without file channels
      return new ChannelSource(
          Files.newByteChannel(path, StandardOpenOption.READ), EndKind.CHANNEL, true);
    }
  }
}
