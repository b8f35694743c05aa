package dev.sendfile.itests.readme;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The page that says what is tested where names tests that there are. */
@Tag("once")
class ConformanceIT {

  private static final Path ROOT = Path.of("").toAbsolutePath().getParent();

  /** A class, a class and a method, or a further method of the class named last. */
  private static final Pattern NAME =
      Pattern.compile("`(?:[a-z]+\\.)*([A-Z]\\w*(?:Contract|Test|Tests|IT))?(?:\\.([a-z]\\w*))?`");

  @Test
  void eachTestThatItNamesIsThere() throws Exception {
    String page = Files.readString(ROOT.resolve("docs").resolve("conformance.md"));
    List<String> missing = new ArrayList<>();
    String text = "";
    for (MatchResult name : NAME.matcher(page).results().toList()) {
      if (name.group(1) != null) {
        text = source(name.group(1));
      }
      String method = name.group(2);
      boolean known = method == null || text.contains(" void " + method + "(");
      if (text.isEmpty() || !known) {
        missing.add(name.group());
      }
    }
    assertThat(missing).isEmpty();
  }

  /** Empty where there is no such class. */
  private static String source(String name) throws IOException {
    StringBuilder text = new StringBuilder();
    try (Stream<Path> modules = Files.list(ROOT)) {
      for (Path sources :
          modules.map(it -> it.resolve("src")).filter(Files::isDirectory).toList()) {
        try (Stream<Path> files = Files.walk(sources)) {
          for (Path file : files.filter(it -> it.endsWith(name + ".java")).toList()) {
            text.append(Files.readString(file));
          }
        }
      }
    }
    return text.toString();
  }
}
