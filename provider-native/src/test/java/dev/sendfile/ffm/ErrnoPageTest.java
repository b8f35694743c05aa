package dev.sendfile.ffm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sendfile.spi.Scope;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ErrnoPageTest {

  private static final Path PAGE = Path.of("..", "docs", "native.md");

  @Test
  void thePageHasARowForEachErrorAndNoOther() throws Exception {
    List<String> rows =
        Files.readAllLines(PAGE).stream().filter(it -> it.startsWith("| `E")).toList();
    assertThat(rows)
        .containsExactlyElementsOf(Stream.of(Errno.values()).map(ErrnoPageTest::row).toList());
  }

  private static String row(Errno error) {
    return "| `" + error + "` | " + then(error) + " | " + error.reason() + " |";
  }

  private static String then(Errno error) {
    if (Errno.isAgain(-error.number())) {
      return "waits";
    }
    Scope scope = error.scope();
    return scope == null
        ? "failure"
        : switch (scope) {
          case STEP -> "this step";
          case ENDS -> "this transfer";
          case PROCESS -> "this process";
        };
  }
}
