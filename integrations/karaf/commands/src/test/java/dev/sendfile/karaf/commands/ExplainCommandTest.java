package dev.sendfile.karaf.commands;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sendfile.Explanation;
import dev.sendfile.Explanation.Standing;
import dev.sendfile.Explanation.Verdict;
import dev.sendfile.spi.EndKind;
import dev.sendfile.spi.Route;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ExplainCommandTest {

  private static final Route ROUTE = Route.of(EndKind.FILE, EndKind.TCP);

  private static String printed(long length, List<Verdict> verdicts, String... notes) {
    Explanation explanation =
        new Explanation(ROUTE, length, Optional.empty(), verdicts, List.of(notes));
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ExplainCommand.print(explanation, new PrintStream(bytes, true, UTF_8));
    return bytes.toString(UTF_8).replaceAll("\u001b\\[[0-9;]*m", "");
  }

  private static Verdict verdict(Standing standing, String reason) {
    return new Verdict("nio", "sendfile", standing, 0, Set.of(), reason);
  }

  @Test
  void beginsWithTheRouteAndTheLengthIfItIsKnown() {
    assertThat(printed(5, List.of())).startsWith("file -> tcp, 5 bytes\n");
    assertThat(printed(-1, List.of())).startsWith("file -> tcp, length not known\n");
  }

  @Test
  void eachVerdictIsALineAndItsRemedyAnother() {
    assertThat(
            printed(
                5,
                List.of(
                    verdict(Standing.NOT_WANTED, "something else is forced"),
                    verdict(Standing.DECLINED, "no channel; pass one"))))
        .containsPattern("(?m)^nio +\\S sendfile +\\S not wanted +\\S something else is forced$")
        .containsPattern("(?m)^nio +\\S sendfile +\\S declined +\\S no channel;$")
        .containsPattern("(?m)^[ \\S]+ pass one$");
  }

  @Test
  void notesFollow() {
    assertThat(printed(5, List.of(), "first", "second")).endsWith("note: first\nnote: second\n");
  }
}
