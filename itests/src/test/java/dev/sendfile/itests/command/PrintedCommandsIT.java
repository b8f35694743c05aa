package dev.sendfile.itests.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What both sides print when they fail leads to the whole file, if it is typed as it stands. */
@Tag("once")
class PrintedCommandsIT {

  /** KiB that the receiver may write: its disk is full then, to all appearances. */
  private static final int LIMIT = 4096;

  @TempDir Path directory;

  private Sample sample;
  private Path received;

  @BeforeEach
  void makeFile() throws Exception {
    sample = Sample.in(directory, "it's a file");
    received = directory.resolve("what came");
  }

  private Started bash(String script) throws Exception {
    return Started.process(directory, null, "bash", "-c", script);
  }

  private static String found(String words, String in) {
    Matcher matcher = Pattern.compile(words).matcher(in);
    assertThat(matcher.find()).as(in).isTrue();
    return matcher.group(1);
  }

  @Test
  void bothSidesMeetAgain() throws Exception {
    String limited = "ulimit -f " + LIMIT + "; exec '" + Launched.LAUNCHER + "' receive 0 '";
    Launched sent;
    Launched ended;
    try (Started receiver = bash(limited + received + "'")) {
      sent =
          Launched.sendfile(
              directory, "send", sample.file().toString(), "localhost:" + receiver.port());
      ended = receiver.ended();
    }
    assertThat(ended.exit()).isEqualTo(1);
    assertThat(sent.exit()).isEqualTo(1);
    assertThat(received).hasSize(LIMIT << 10);

    String taken = found("the sender begins (\\d+) bytes further", ended.err());
    try (Started receiver = bash(found("continue with: (.*); the sender", ended.err()))) {
      receiver.port();
      String send = found("with THAT number: (.*)", sent.err()).replace("THAT", taken);
      try (Started sender = bash(send)) {
        Launched second = sender.ended();
        assertThat(second.exit()).as(second.err()).isZero();
      }
      Launched rest = receiver.ended();
      assertThat(rest.exit()).as(rest.err()).isZero();
    }
    sample.sameAs(received);
  }
}
