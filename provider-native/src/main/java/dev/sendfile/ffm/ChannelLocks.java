package dev.sendfile.ffm;

import java.nio.channels.FileChannel;

/**
 * Tells whether a file was ever locked through a channel. The system drops all locks of a process
 * on a file as soon as any descriptor of the file is closed, a second one of ours too.
 */
final class ChannelLocks {

  private static final Getter TABLE = table(); // made with the first lock

  private ChannelLocks() {}

  private static Getter table() {
    try {
      return Getter.field(
          "sun.nio.ch.FileChannelImpl", "fileLockTable", Class.forName("sun.nio.ch.FileLockTable"));
    } catch (ClassNotFoundException e) {
      throw new LinkageError("sun.nio.ch.FileLockTable", e);
    }
  }

  static boolean mayBeHeldBy(FileChannel channel) {
    return TABLE.of(channel) != null;
  }
}
