package dev.sendfile.tck;

import dev.sendfile.spi.Techniques;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Which words users can write for a strategy or a technique. */
final class Words {

  /** Lower case letters, digits, dots and hyphens, starting with a letter. */
  static final Pattern WORD = Pattern.compile("[a-z][a-z0-9.-]*");

  /** Those that mean something else where a name is expected. */
  static final Set<String> TAKEN =
      Set.of(
          Techniques.SENDFILE,
          Techniques.MMAPPED,
          Techniques.READ_WRITE,
          Techniques.READ_WRITE_LOOP,
          "nothing");

  private Words() {}

  static boolean isWord(@Nullable String word) {
    return word != null && WORD.matcher(word).matches();
  }

  static boolean isName(@Nullable String word) {
    return isWord(word) && !TAKEN.contains(word);
  }
}
