package dev.sendfile.cli;

import dev.sendfile.cli.file.FileStatus;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What {@code receive --continue} goes on behind. By its size, whoever sends was told where to
 * begin: behind any other size, or in another file, the bytes that come have no place.
 *
 * @param output the file
 * @param then what it was when the command began to listen; {@code null} for nothing
 */
record Held(Output output, @Nullable FileStatus then) {

  static Held of(Output output) {
    return new Held(output, output.status());
  }

  /** Refuses a file that somebody has written to, cut, removed or replaced since. */
  void requireUnchanged() throws CommandException {
    FileStatus now = output.status();
    if (!Objects.equals(then, now)) {
      throw new CommandException(
          output + " " + words(now),
          "see who changed it, then run this again: the sender begins behind what it holds by then",
          null);
    }
  }

  private String words(@Nullable FileStatus now) {
    if (then == null) {
      return "was not there when this began to listen" + (now == null ? "" : holds(now));
    }
    String held = "held " + then.size() + " bytes when this began to listen";
    if (now == null) {
      return held + " and is gone";
    }
    if (then.otherFile(now)) {
      return held + ", and another file of " + now.size() + " is there now";
    }
    return then.size() == now.size()
        ? held + ", and was changed or renamed since"
        : held + " and holds " + now.size() + " now";
  }

  private static String holds(FileStatus now) {
    return " and holds " + now.size() + " bytes now";
  }
}
