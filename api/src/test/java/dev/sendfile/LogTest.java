package dev.sendfile;

import static dev.sendfile.Scripted.refuses;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sendfile.spi.Scope;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an operator reads in the log. */
class LogTest {

  @TempDir Path folder;

  private final Sink sink = new Sink();
  private final Scripted a = new Scripted("a");
  private final Scripted b = new Scripted("b");
  private final Deployed deployed = Deployed.of(a, b);
  private final Sendfile sendfile = deployed.sendfile();
  private Logged log;
  private Path file;

  @BeforeEach
  void begin() throws IOException {
    log = new Logged();
    file = Files.write(folder.resolve("content"), Samples.bytes(1000));
  }

  @AfterEach
  void end() {
    log.close();
  }

  private void send() throws TransferException {
    sendfile.transfer(TransferRequest.from(file).to(sink));
  }

  @Test
  void itTellsWhoWasChosenAndWhyOncePerReason() throws IOException {
    send();
    send();
    sendfile.withForce("b").transfer(TransferRequest.from(file).to(sink));
    deployed.selector = (plan, candidates) -> List.of(candidates.get(1));
    send();

    assertThat(log.messages())
        .containsExactly(
            "file -> channel goes by a (test), as it ranks first",
            "file -> channel goes by b (test), as it is forced",
            "file -> channel goes by b (test), as the selector decided");
  }

  @Test
  void anOpeningThatThrowsIsReported() throws IOException {
    a.opening(
        (plan, context) -> {
          throw new IllegalStateException("mine");
        });
    send();

    assertThat(log.messages()).contains("strategy a was passed over: open() threw");
  }

  @Test
  void aStepThatThrowsIsReported() throws IOException {
    a.then(
        (session, batch) -> {
          throw new IllegalStateException("mine");
        });
    send();

    assertThat(log.messages()).contains("strategy a was passed over: step() threw");
  }

  @Test
  void aClosingThatThrowsIsReported() throws IOException {
    a.closing(
        () -> {
          throw new IllegalStateException("mine");
        });
    send();

    assertThat(log.messages()).contains("strategy a was passed over: close() threw");
  }

  @Test
  void oneThatHasGoneIsReportedToo() throws IOException {
    a.then(
        (session, batch) -> {
          deployed.now(b);
          throw new IllegalStateException("mine");
        });
    send();

    assertThat(log.messages()).contains("strategy a, which has gone: step() threw");
  }

  @Test
  void oneOfALibraryThatWasStoppedIsReportedToo() {
    a.then(
        (session, batch) -> {
          deployed.stop();
          throw new IllegalStateException("mine");
        });
    try {
      send();
    } catch (IOException | IllegalStateException e) {
      // nobody is left to go on
    }

    assertThat(log.messages()).contains("strategy a, which has gone: step() threw");
  }

  @Test
  void aRefusalIsNoReasonForAReport() throws IOException {
    a.answers(refuses(Scope.ENDS, "not mine"));
    send();

    assertThat(log.messages())
        .containsExactly("file -> channel goes by a (test), as it ranks first");
  }
}
