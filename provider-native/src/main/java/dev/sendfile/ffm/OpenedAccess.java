package dev.sendfile.ffm;

import java.net.Socket;
import java.nio.channels.Channel;
import java.nio.channels.FileChannel;

/**
 * The numbers of descriptors that the JDK holds, where {@code java.base} is open to this module. A
 * number is only that: whoever reads it must make sure afterwards that the channel was still open.
 */
final class OpenedAccess {

  private static final String CHANNELS = "sun.nio.ch";
  private static final String SOCKETS = "java.net";

  /** Whether channels can be asked. */
  static final boolean TO_CHANNELS = Flags.isOpen(CHANNELS);

  /** Whether sockets without a channel can be asked, too. */
  static final boolean TO_SOCKETS = TO_CHANNELS && Flags.isOpen(SOCKETS);

  private OpenedAccess() {}

  /** What to start the JVM with, so that channels can be asked. */
  static String flags() {
    return Flags.addOpens(CHANNELS);
  }

  /** What to start the JVM with, so that sockets without a channel can be asked, too. */
  static String flagsForSockets() {
    return flags() + " " + Flags.addOpens(SOCKETS);
  }

  /** The number of a channel of the JDK's own. */
  static int numberOf(Channel channel) throws NoDescriptorException {
    try {
      return ChannelNumbers.of(channel);
    } catch (LinkageError | ClassCastException e) {
      throw new NoDescriptorException("this JDK does not tell the descriptor of a channel: " + e);
    }
  }

  /** Whether a lock is held through a channel, which a second descriptor would drop. */
  static boolean holdsLock(FileChannel file) throws NoDescriptorException {
    try {
      return ChannelLocks.areHeldBy(file);
    } catch (LinkageError | ClassCastException e) {
      throw new NoDescriptorException("this JDK does not tell whether a file is locked: " + e);
    }
  }

  /** The number of a plain socket. */
  static int numberOf(Socket socket) throws NoDescriptorException {
    try {
      return SocketNumbers.of(socket);
    } catch (LinkageError | ClassCastException e) {
      throw new NoDescriptorException("this JDK does not tell the descriptor of a socket: " + e);
    }
  }
}
