package dev.sendfile.ffm;

import java.io.FileDescriptor;
import java.net.Socket;
import java.net.SocketImpl;

/** Reads the descriptor numbers of sockets without a channel. */
final class SocketNumbers {

  private static final Module JDK = Object.class.getModule();
  private static final String DELEGATING = "java.net.DelegatingSocketImpl";
  private static final Getter IMPLEMENTATION =
      Getter.field("java.net.Socket", "impl", SocketImpl.class);
  private static final Getter DELEGATE = Getter.field(DELEGATING, "delegate", SocketImpl.class);
  private static final Getter FD = Getter.field("java.net.SocketImpl", "fd", FileDescriptor.class);

  private SocketNumbers() {}

  static int of(Socket socket) throws NoDescriptorException {
    Object implementation = IMPLEMENTATION.of(socket);
    while (delegates(implementation.getClass())) { // one that knows SOCKS, as a rule
      implementation = DELEGATE.of(implementation);
    }
    if (implementation.getClass().getModule() != JDK) {
      throw new NoDescriptorException(
          implementation.getClass().getName() + " is a kind of socket that is not the JDK's own");
    }
    return ChannelNumbers.of(FD.of(implementation));
  }

  private static boolean delegates(Class<?> type) {
    return type.getSuperclass().getName().equals(DELEGATING);
  }
}
