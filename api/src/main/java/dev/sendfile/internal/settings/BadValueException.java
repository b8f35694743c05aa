package dev.sendfile.internal.settings;

import java.util.Locale;
import java.util.regex.Pattern;

/** What an operator has set cannot be used; the message says why, and what can. */
public final class BadValueException extends IllegalArgumentException {

  private static final long serialVersionUID = 1;

  private static final Pattern UNPRINTABLE = Pattern.compile("[\\p{Cc}\\u2028\\u2029]");

  private final String key;

  BadValueException(String key, String message, RuntimeException cause) {
    super(onOneLine(message), cause);
    this.key = key;
  }

  /** A value that spans lines would make the message look like several. */
  private static String onOneLine(String message) {
    return UNPRINTABLE
        .matcher(message)
        .replaceAll(it -> String.format(Locale.ROOT, "\\\\u%04x", (int) it.group().charAt(0)));
  }

  /**
   * Returns what was set badly.
   *
   * @return the key, as {@link Defaults} knows it
   */
  public String key() {
    return key;
  }
}
