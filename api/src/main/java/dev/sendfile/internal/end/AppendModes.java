package dev.sendfile.internal.end;

import java.io.IOException;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.nio.channels.FileChannel;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Which channels of callers append, and so ignore the offset of a write. No public API tells; but
 * such a channel claims to stand at the end of its file wherever it was put. Only one that seems to
 * stand there, where the bytes shall not go, is put elsewhere and back at once, which its owner may
 * see; what came of it is remembered for as long as the channel lives. Safe for use by many
 * threads.
 */
public final class AppendModes {

  private final Map<Key, Boolean> known = new ConcurrentHashMap<>();
  private final ReferenceQueue<FileChannel> gone = new ReferenceQueue<>();

  /** A channel itself, whatever it calls equal. */
  private static final class Key extends WeakReference<FileChannel> {

    private final int hash;

    Key(FileChannel channel, @Nullable ReferenceQueue<FileChannel> queue) {
      super(channel, queue);
      hash = System.identityHashCode(channel);
    }

    @Override
    public int hashCode() {
      return hash;
    }

    @Override
    public boolean equals(@Nullable Object other) {
      FileChannel channel = get();
      return other == this
          || (channel != null && other instanceof Key key && key.refersTo(channel));
    }
  }

  /** Makes an empty memory. */
  public AppendModes() {}

  /**
   * Refuses a channel that shall be written at an offset and appends.
   *
   * @throws IOException if it appends, or cannot be asked
   */
  void refuse(FileChannel channel, Opening opening) throws IOException {
    if (appends(channel, opening.start())) {
      throw new UnusableEndException(
          "the target channel was opened with APPEND, so it cannot be written at offset "
              + opening.offset()
              + "; open it with WRITE, or give no target offset",
          null);
    }
  }

  /**
   * The monitor is that of the channel: transfers of all instances of the library that write to it
   * take turns, and nobody waits for another channel. (The JDK's channels have locks of their own.)
   */
  @SuppressWarnings("SynchronizeOnParameter") // see above
  boolean appends(FileChannel channel, long offset) throws IOException {
    synchronized (channel) {
      long size = channel.size(); // asked first: what appends never claims to stand before it
      long position = channel.position();
      if (position < size || position == offset || position > channel.size()) {
        return false;
      }
      Boolean before = known.get(new Key(channel, null));
      if (before != null) {
        return before;
      }
      boolean appends = staysAt(channel, position);
      remember(channel, appends);
      return appends;
    }
  }

  private static boolean staysAt(FileChannel channel, long position) throws IOException {
    long elsewhere = position == 0 ? 1 : 0;
    channel.position(elsewhere);
    try {
      return channel.position() != elsewhere;
    } finally {
      channel.position(position);
    }
  }

  private void remember(FileChannel channel, boolean appends) {
    for (Object key = gone.poll(); key != null; key = gone.poll()) {
      known.remove(key);
    }
    known.put(new Key(channel, gone), appends);
  }
}
