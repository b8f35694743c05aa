package dev.sendfile.ffm;

import java.nio.channels.FileChannel;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Tells whether a file is locked through a channel. The system drops all locks of a process on a
 * file as soon as any descriptor of the file is closed, a second one of ours too.
 */
final class ChannelLocks {

  private static final Class<?> TABLE_CLASS = Getter.classOf("sun.nio.ch.FileLockTable");

  /** Made with the first lock. */
  private static final Getter TABLE =
      Getter.field("sun.nio.ch.FileChannelImpl", "fileLockTable", TABLE_CLASS);

  /** Those that are held through the channel of a table, as long as it is open. */
  private static final Getter LOCKS = Getter.field(TABLE_CLASS.getName(), "locks", Set.class);

  private ChannelLocks() {}

  static boolean areHeldBy(FileChannel channel) {
    @Nullable Object table = TABLE.of(channel);
    return table != null && !((Set<?>) LOCKS.of(table)).isEmpty();
  }
}
