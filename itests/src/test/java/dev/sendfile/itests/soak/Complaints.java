package dev.sendfile.itests.soak;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What is wrong with one transfer. */
final class Complaints {

  private final List<String> all = new ArrayList<>();

  void add(String format, Object... arguments) {
    all.add(String.format(Locale.ROOT, format, arguments));
  }

  void require(boolean condition, String format, Object... arguments) {
    if (!condition) {
      add(format, arguments);
    }
  }

  @Override
  public String toString() {
    return String.join("; ", all);
  }
}
