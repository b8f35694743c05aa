package dev.sendfile.ffm;

import java.io.FileDescriptor;
import java.nio.channels.Channel;
import java.nio.channels.FileChannel;
import java.nio.channels.Pipe;
import java.nio.channels.SocketChannel;

/** Reads the descriptor numbers of channels of the JDK. Initialized when the first is asked. */
final class ChannelNumbers {

  private static final Getter VALUE =
      Getter.method("sun.nio.ch.IOUtil", "fdVal", int.class, FileDescriptor.class);
  private static final Getter FILE = fd("FileChannelImpl");
  private static final Getter SOCKET = fd("SocketChannelImpl");
  private static final Getter SINK = fd("SinkChannelImpl");
  private static final Getter SOURCE = fd("SourceChannelImpl");

  private ChannelNumbers() {}

  private static Getter fd(String type) {
    return Getter.field("sun.nio.ch." + type, "fd", FileDescriptor.class);
  }

  static int of(Channel channel) {
    return of(getter(channel).of(channel));
  }

  /** The number in a {@code FileDescriptor}. */
  static int of(Object descriptor) {
    return (int) VALUE.of(descriptor);
  }

  private static Getter getter(Channel channel) {
    if (channel instanceof FileChannel) {
      return FILE;
    }
    if (channel instanceof SocketChannel) {
      return SOCKET;
    }
    return channel instanceof Pipe.SinkChannel ? SINK : SOURCE;
  }
}
