package dev.sendfile.cli.text;

import java.nio.charset.Charset;
import java.util.Locale;
import java.util.regex.Pattern;

/** A word as it can be typed into a shell, on one line, whatever it is made of. */
public final class ShellWord {

  private static final Pattern PLAIN =
      Pattern.compile("[\\w@%+:,./-][\\w@%+=:,./-]*", Pattern.UNICODE_CHARACTER_CLASS);

  /** What a terminal obeys or hides, where it should show it. */
  private static final Pattern UNPRINTABLE = Pattern.compile("[\\p{C}\\p{Zl}\\p{Zp}]");

  private ShellWord() {}

  /** Quotes a word where a shell would take it apart or for a pattern. */
  public static String quoted(String word) {
    if (PLAIN.matcher(word).matches()) {
      return word;
    }
    return UNPRINTABLE.matcher(word).find()
        ? escaped(word)
        : "'" + word.replace("'", "'\\''") + "'";
  }

  /** In the form {@code $'...'}, which bash, ksh, zsh and POSIX since 2024 read. */
  private static String escaped(String word) {
    Charset names = Charset.forName(System.getProperty("sun.jnu.encoding"));
    String plain = word.replace("\\", "\\\\").replace("'", "\\'");
    return "$'"
        + UNPRINTABLE.matcher(plain).replaceAll(it -> octal(it.group().getBytes(names)))
        + "'";
  }

  private static String octal(byte[] bytes) {
    StringBuilder text = new StringBuilder();
    for (byte each : bytes) {
      text.append(String.format(Locale.ROOT, "\\\\%03o", Byte.toUnsignedInt(each)));
    }
    return text.toString();
  }
}
