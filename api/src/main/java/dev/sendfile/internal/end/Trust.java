package dev.sendfile.internal.end;

import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.lang.reflect.Modifier;
import java.net.Socket;
import java.nio.channels.Channel;
import java.nio.channels.FileChannel;
import java.nio.channels.Pipe;
import java.nio.channels.SocketChannel;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which objects do nothing but pass bytes on, so that one may go by what is behind them and hand
 * them memory that others use: the JDK's own, and those that a user vouches for. All else is
 * foreign: it may encrypt, compress or count what goes through it, and keep what it is given.
 *
 * @param classes the classes that a user vouches for; their subclasses are none of them
 */
public record Trust(Set<Class<?>> classes) {

  /** Nothing but the JDK's own. */
  public static final Trust JDK_ONLY = new Trust(Set.of());

  private static final Module JDK = Object.class.getModule();

  private static final List<Class<?>> KINDS =
      List.of(Channel.class, Socket.class, FileInputStream.class, FileOutputStream.class);

  /**
   * Vouches for more classes.
   *
   * @param more classes of channels, sockets or file streams
   * @return what is trusted then
   * @throws IllegalArgumentException if to trust a class would change nothing
   */
  public Trust and(Class<?>... more) {
    Set<Class<?>> all = new HashSet<>(classes);
    for (Class<?> each : more) {
      if (KINDS.stream().noneMatch(it -> it.isAssignableFrom(each))
          || Modifier.isAbstract(each.getModifiers())) {
        throw new IllegalArgumentException(
            each.getName()
                + " is no class of a channel, a socket or a file stream: name the exact class of the"
                + " objects that are passed; a stream is never looked behind");
      }
      all.add(each);
    }
    return new Trust(Set.copyOf(all));
  }

  /**
   * Marks an object as trusted, if its class is one that a user vouches for.
   *
   * @param given what a user handed over
   * @return the same, or something that {@link Ends} takes for it
   */
  public Object mark(Object given) {
    if (classes.isEmpty()) {
      return given;
    }
    return classes.contains(inside(given).getClass()) ? new Vouched(given) : given;
  }

  private static Object inside(Object given) {
    if (given instanceof Standing standing) {
      return standing.channel();
    }
    return given instanceof OwnedFile file ? file.channel() : given;
  }

  /** An object that a user vouches for. */
  record Vouched(Object object) {}

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
  @SuppressWarnings("ReferenceEquality") // the face of this channel, not an equal one
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
