package dev.sendfile.itests.readme;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/** The README, as a reader sees it. */
final class Readme {

  private static final Path ROOT = Path.of("").toAbsolutePath().getParent();

  private Readme() {}

  /** The code blocks of a language, in order. */
  static List<String> snippets(String language) throws IOException {
    return Pattern.compile("```" + language + "\n(.*?)```", Pattern.DOTALL)
        .matcher(Files.readString(ROOT.resolve("README.md")))
        .results()
        .map(it -> it.group(1))
        .toList();
  }
}
