package dev.sendfile.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class MainTest {

  private final StringWriter err = new StringWriter();

  @Test
  void slowReceiversNeedVirtualThreads() {
    assumeTrue(Runtime.version().feature() < 21);

    assertThat(execute("receivers")).isEqualTo(2);
    assertThat(err.toString())
        .startsWith("Java " + Runtime.version() + " has no virtual threads")
        .contains("run this on Java 21 or later, with --java for example");
  }

  @Test
  void nothingCanBeReceivedByNobody() {
    assertThat(execute("receivers", "--receivers=0")).isEqualTo(2);
    assertThat(err.toString()).startsWith("--receivers is 0: expected 1 or more");
  }

  @Test
  void aWorkThatNobodyKnowsIsNamedWithThoseThatAre() {
    assertThat(execute("contests", "--only=SWIM")).isEqualTo(2);
    assertThat(err.toString()).contains("SWIM", "SEND, HEADER, RECEIVE, PUMP, COPY");
  }

  private int execute(String... args) {
    CommandLine command = Main.commandLine();
    return command.setErr(new PrintWriter(err, true)).execute(args);
  }
}
