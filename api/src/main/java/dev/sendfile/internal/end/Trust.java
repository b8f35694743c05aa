package dev.sendfile.internal.end;

import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.channels.Channel;
import java.nio.channels.FileChannel;
import java.nio.channels.Pipe;
import java.nio.channels.SocketChannel;
import org.jspecify.annotations.Nullable;

/**
 * Which objects do nothing but pass bytes on, so that one may go by what is behind them and hand
 * them memory that others use. All else is foreign: it may encrypt, compress or count what goes
 * through it, and keep what it is given.
 */
final class Trust {

  private static final Module JDK = Object.class.getModule();

  private Trust() {}

  /**
   * Whether a channel is one of the JDK's own four kinds. The module alone does not tell: {@code
   * Channels.newChannel} wraps streams of anybody.
   */
  static boolean of(Channel channel) {
    return channel.getClass().getModule() == JDK
        && (channel instanceof SocketChannel
            || channel instanceof FileChannel
            || channel instanceof Pipe.SourceChannel
            || channel instanceof Pipe.SinkChannel);
  }

  /** Whether a stream reads a file and nothing else. */
  static boolean of(FileInputStream stream) {
    return stream.getClass() == FileInputStream.class;
  }

  /** Whether a stream writes a file and nothing else. */
  static boolean of(FileOutputStream stream) {
    return stream.getClass() == FileOutputStream.class;
  }

  /**
   * Returns the channel that a socket is no more than another face of. One that is layered over it
   * may name it too, and what it does to the bytes would not happen.
   *
   * @return the channel, or {@code null} if there is none
   */
  @SuppressWarnings("ReferenceEquality") // the very socket, whatever others call equal to it
  static @Nullable SocketChannel channelOf(Socket socket) {
    SocketChannel channel = socket.getChannel();
    return channel != null && of(channel) && channel.socket() == socket ? channel : null;
  }

  /** Whether a socket without a channel is the JDK's own. */
  static boolean of(Socket socket) {
    return socket.getClass() == Socket.class && !isMadeByStrangers();
  }

  /**
   * Whether somebody has told the JDK to make its sockets in another way. Only one who tries to do
   * the same is answered; to set nothing changes nothing.
   */
  @SuppressWarnings("deprecation")
  private static boolean isMadeByStrangers() {
    try {
      Socket.setSocketImplFactory(null);
      return false;
    } catch (SecurityException e) {
      return false; // asked for only where there is none
    } catch (IOException e) {
      return true;
    }
  }

  /**
   * Tells a foreign object to strategies. By a type of the JDK's own they would go around what it
   * does; by one of its author's they know it.
   *
   * @param object the object behind an end
   * @param type the wanted type
   * @return the object, or {@code null} if it has none of that type, or the type is the JDK's
   */
  static <T> @Nullable T foreign(Object object, Class<T> type) {
    return type.getModule() != JDK && type.isInstance(object) ? type.cast(object) : null;
  }
}
