package dev.sendfile.cli.text;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * What others have named, as it can be shown. A file may be called anything, and a terminal obeys
 * what it is sent: control characters, escape sequences, and marks that turn the direction of
 * writing are shown by their numbers, like {@code \u001b}. That is what JSON calls them too, so an
 * object stays the same object.
 */
public final class Printable {

  /**
   * Controls, marks of format, halves of characters, ends of lines and paragraphs; without the
   * joiners that languages and emoji are written with.
   */
  private static final String UNSAFE = "[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Zl}\\p{Zp}&&[^\\u200c\\u200d";

  private static final Pattern IN_LINE = Pattern.compile(UNSAFE + "]]");

  /** A carriage return that ends no line takes the cursor back. */
  private static final Pattern IN_TEXT = Pattern.compile(UNSAFE + "\\n\\t\\r]]|\\r(?!\\n)");

  private Printable() {}

  /**
   * Makes a text safe that is one line.
   *
   * @param text whatever there is
   * @return the same without ends of lines, and nothing in it that a terminal obeys
   */
  public static String line(String text) {
    return escaped(text, IN_LINE);
  }

  /**
   * Makes a text safe whose lines end where they should.
   *
   * @param text lines
   * @return the same, with nothing in it that a terminal obeys but ends of lines and tabs
   */
  public static String text(String text) {
    return escaped(text, IN_TEXT);
  }

  private static String escaped(String text, Pattern unsafe) {
    return unsafe.matcher(text).replaceAll(it -> numbers(it.group()));
  }

  private static String numbers(String unsafe) {
    StringBuilder numbers = new StringBuilder();
    unsafe.chars().forEach(it -> numbers.append(String.format(Locale.ROOT, "\\\\u%04x", it)));
    return numbers.toString();
  }
}
