package dev.sendfile.ffm;

import java.nio.channels.FileChannel;

/**
 * Tells whether a file was ever locked through a channel. The system drops all locks of a process
 * on a file as soon as any descriptor of the file is closed, a second one of ours too.
 */
final class ChannelLocks {

  /** Made with the first lock. */
  private static final Getter TABLE =
      Getter.field(
          "sun.nio.ch.FileChannelImpl",
          "fileLockTable",
          Getter.classOf("sun.nio.ch.FileLockTable"));

  private ChannelLocks() {}

  static boolean mayBeHeldBy(FileChannel channel) {
    return TABLE.of(channel) != null;
  }
}
