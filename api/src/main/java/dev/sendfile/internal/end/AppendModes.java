package dev.sendfile.internal.end;

import java.io.IOException;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.nio.channels.FileChannel;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Which channels of callers append, and so ignore the offset of a write. No public API tells; but
 * such a channel claims to stand at the end of its file wherever it was put. Only one that seems to
 * stand there is put elsewhere and back at once, which its owner may see; what came of it is
 * remembered for as long as the channel lives. Safe for use by many threads.
 */
final class AppendModes {

  /** Of all instances of the library, as they may be given the same channel. */
  private static final AppendModes MODES = new AppendModes();

  private final Map<Key, Mode> known = new ConcurrentHashMap<>();
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

  /**
   * What is known of a channel. The lock is ours alone: a caller may hold the channel's monitor.
   */
  private static final class Mode {

    private final ReentrantLock asking = new ReentrantLock();
    private @Nullable Boolean appends;

    boolean appends(FileChannel channel, long offset) throws IOException {
      asking.lock();
      try {
        Boolean answer = appends;
        if (answer == null) {
          if (!mayAppend(channel, offset)) { // the owner has moved it meanwhile
            return false;
          }
          answer = staysAt(channel, channel.position());
          appends = answer;
        }
        return answer;
      } finally {
        asking.unlock();
      }
    }
  }

  private AppendModes() {}

  /**
   * Refuses a channel that shall be written at an offset and appends.
   *
   * @throws IOException if it appends, or cannot be asked
   */
  static void refuse(FileChannel channel, Opening opening) throws IOException {
    if (appends(channel, opening.start())) {
      throw new UnusableEndException(
          "the target channel was opened with APPEND, so it cannot be written at offset "
              + opening.offset()
              + "; open it with WRITE, or give no target offset",
          null);
    }
  }

  /**
   * Tells whether a channel appends, and not just where the bytes shall go.
   *
   * @param offset where they shall go; {@link Opening#UNSET} for nowhere, so that it must be known
   */
  static boolean appends(FileChannel channel, long offset) throws IOException {
    return mayAppend(channel, offset) && MODES.of(channel).appends(channel, offset);
  }

  /** One that another thread has put elsewhere for a moment does not, or it would not be there. */
  private static boolean mayAppend(FileChannel channel, long offset) throws IOException {
    long size = channel.size(); // asked first: what appends never claims to stand before it
    long position = channel.position();
    return position >= size && position != offset && position <= channel.size();
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

  private Mode of(FileChannel channel) {
    Mode mode = known.get(new Key(channel, null));
    if (mode != null) {
      return mode;
    }
    for (Object key = gone.poll(); key != null; key = gone.poll()) {
      known.remove(key);
    }
    return known.computeIfAbsent(new Key(channel, gone), key -> new Mode());
  }
}
