package dev.sendfile.cli.text;

import java.lang.Character.UnicodeBlock;
import java.util.Set;
import org.jline.utils.WCWidth;

/**
 * How much of a line a text takes on a terminal: a character of East Asia takes two columns, an
 * accent none.
 */
public final class Columns {

  /** A selector that widens the symbol before it. */
  private static final int EMOJI_PRESENTATION = 0xfe0f;

  /** Old blocks of narrow symbols, some of which have become wide since. */
  private static final Set<UnicodeBlock> OF_EMOJI =
      Set.of(
          UnicodeBlock.MISCELLANEOUS_TECHNICAL,
          UnicodeBlock.GEOMETRIC_SHAPES,
          UnicodeBlock.MISCELLANEOUS_SYMBOLS,
          UnicodeBlock.DINGBATS,
          UnicodeBlock.MISCELLANEOUS_SYMBOLS_AND_ARROWS);

  private Columns() {}

  /**
   * Counts.
   *
   * @param text without control characters
   * @return the columns that it takes
   */
  public static int of(String text) {
    return text.codePoints().map(Columns::of).sum();
  }

  /**
   * Cuts off what does not fit.
   *
   * @param text without control characters
   * @param columns how many there are
   * @return as much of its beginning as they hold
   */
  public static String cut(String text, int columns) {
    int left = columns;
    int end = 0;
    while (end < text.length()) {
      int character = text.codePointAt(end);
      left -= of(character);
      if (left < 0) {
        return text.substring(0, end);
      }
      end += Character.charCount(character);
    }
    return text;
  }

  /**
   * Fills up with spaces.
   *
   * @param text without control characters
   * @param columns how many it shall take
   * @return the text, followed by spaces
   */
  public static String padded(String text, int columns) {
    return text + " ".repeat(Math.max(0, columns - of(text)));
  }

  private static int of(int character) {
    if (character == EMOJI_PRESENTATION || mayBeEmoji(character)) {
      return WCWidth.wcwidth(character) + 1;
    }
    return Math.max(0, WCWidth.wcwidth(character));
  }

  /** Terminals differ: two columns in some, and a line may be too short, never too long. */
  private static boolean mayBeEmoji(int character) {
    return Character.getType(character) == Character.OTHER_SYMBOL
        && OF_EMOJI.contains(UnicodeBlock.of(character));
  }
}
