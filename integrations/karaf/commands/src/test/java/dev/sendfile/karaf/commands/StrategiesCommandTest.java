package dev.sendfile.karaf.commands;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sendfile.StrategyInfo;
import dev.sendfile.spi.Availability;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.List;
import org.junit.jupiter.api.Test;

class StrategiesCommandTest {

  private static String printed(StrategyInfo... strategies) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    StrategiesCommand.print(List.of(strategies), new PrintStream(bytes, true, UTF_8));
    return bytes.toString(UTF_8).replaceAll("\u001b\\[[0-9;]*m", "");
  }

  @Test
  void eachStrategyHasALine() {
    assertThat(
            printed(
                new StrategyInfo("nio", "sendfile", -2, Availability.available(), "its.Class"),
                new StrategyInfo("other", "odd", 10, Availability.available(), "that.Class")))
        .containsPattern("(?m)^nio +\\S sendfile +\\S +-2 \\S its\\.Class +\\S available$")
        .containsPattern("(?m)^other +\\S odd +\\S +10 \\S that\\.Class +\\S available$");
  }

  @Test
  void oneThatCannotRunSaysWhyAndWhatWouldHelp() {
    Availability not = Availability.unavailable("no kernel here", "install one");
    assertThat(printed(new StrategyInfo("nio", "sendfile", 0, not, "its.Class")))
        .containsPattern("\\S not available: no kernel here\\R.* install one\\R");
  }

  @Test
  void noStrategyIsARemedyToo() {
    assertThat(printed()).contains("no strategy here: start a provider bundle");
  }
}
