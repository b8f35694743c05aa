package dev.sendfile.tck;

import dev.sendfile.spi.End;
import dev.sendfile.spi.Source;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.SelectableChannel;
import org.jspecify.annotations.Nullable;

/** How the caller's ends stand, and that they still do. */
final class Standing {

  private static final long UNKNOWN = -1;

  private final Scene scene;
  private final @Nullable FileChannel file;
  private final long position;
  private final @Nullable SelectableChannel from;
  private final boolean fromBlocking;
  private final @Nullable SelectableChannel to;
  private final boolean toBlocking;

  Standing(Scene scene, Source source, End target) {
    this.scene = scene;
    this.file = source.positional() && !source.owned() ? source.as(FileChannel.class) : null;
    this.position = position();
    this.from = source.as(SelectableChannel.class);
    this.fromBlocking = from != null && from.isBlocking();
    this.to = target.as(SelectableChannel.class);
    this.toBlocking = to != null && to.isBlocking();
  }

  /** To ask an interrupted thread's channel would close it. */
  private long position() {
    if (file == null || !file.isOpen() || Thread.currentThread().isInterrupted()) {
      return UNKNOWN;
    }
    try {
      return file.position();
    } catch (IOException e) {
      return UNKNOWN; // it was closed meanwhile
    }
  }

  /** Nobody but the strategy changes the mode of a channel while it is used. */
  void checkModes() {
    if (from != null && from.isBlocking() != fromBlocking) {
      scene.note(Promise.MODE_LEFT, "the source is now " + mode(from));
    }
    if (to != null && to.isBlocking() != toBlocking) {
      scene.note(Promise.MODE_LEFT, "the target is now " + mode(to));
    }
  }

  private static String mode(SelectableChannel channel) {
    return "in " + (channel.isBlocking() ? "blocking" : "non-blocking") + " mode, and was not";
  }

  /** Nobody moves the position of a channel that is read at positions. */
  void checkPosition() {
    long now = position();
    if (position != UNKNOWN && now != UNKNOWN && now != position) {
      scene.note(
          Promise.POSITION_NEUTRAL, "the source stood at " + position + " and stands at " + now);
    }
  }
}
