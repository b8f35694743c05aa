package dev.sendfile.internal.discovery;

import dev.sendfile.spi.Techniques;
import java.util.Set;
import java.util.regex.Pattern;

/** Which names a strategy may have. */
final class Names {

  static final String RULE =
      "is not lower case letters, digits, dots and hyphens starting with a letter, or is the name of a"
          + " technique or 'nothing'";

  private static final Pattern WORD = Pattern.compile("[a-z][a-z0-9.-]*");

  private static final Set<String> TAKEN =
      Set.of(
          Techniques.SENDFILE,
          Techniques.MMAPPED,
          Techniques.READ_WRITE,
          Techniques.READ_WRITE_LOOP,
          "nothing");

  private Names() {}

  static boolean isWord(String name) {
    return WORD.matcher(name).matches();
  }

  static boolean isStrategyName(String name) {
    return isWord(name) && !TAKEN.contains(name);
  }
}
