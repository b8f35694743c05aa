package dev.sendfile.internal.profile;

import java.io.IOException;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A file cannot be used as a profile; the message says why, on one line, and what to do. */
final class BadProfileException extends IOException {

  private static final long serialVersionUID = 1;

  private static final Pattern UNPRINTABLE = Pattern.compile("[\\p{Cc}\\u2028\\u2029]");

  /** More of a text helps nobody to find it. */
  private static final int MOST_CHARACTERS = 200;

  BadProfileException(Path file, String what, @Nullable Throwable cause) {
    super(
        "profile "
            + file
            + ": "
            + printable(what)
            + "; write it anew by 'sendfile calibrate', or correct it",
        cause);
  }

  private static String printable(String text) {
    String printable = UNPRINTABLE.matcher(text).replaceAll("?");
    return printable.length() <= MOST_CHARACTERS
        ? printable
        : printable.substring(0, MOST_CHARACTERS) + "...";
  }
}
