package dev.sendfile.itests.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A receiver is told to end, or killed, and its sender is not told that all went well. */
@Tag("once")
class BrokenOffIT {

  private static final int HALF = 8 << 20;

  @TempDir Path directory;

  private Path received;

  @BeforeEach
  void name() {
    received = directory.resolve("received");
  }

  private Started receiver(String... options) throws Exception {
    List<String> words = new ArrayList<>(List.of("receive", "0", received.toString()));
    words.addAll(List.of(options));
    return Started.sendfile(directory, words.toArray(String[]::new));
  }

  private Socket feeding(Started receiver) throws Exception {
    Socket sender = new Socket("127.0.0.1", receiver.port());
    sender.setSoTimeout(60_000);
    sender.getOutputStream().write(new byte[HALF]);
    return sender;
  }

  private void awaitHalf() {
    await().atMost(Duration.ofMinutes(1)).until(() -> largest() >= HALF / 2);
  }

  /** Of the file, or of the one that is to take its place. */
  private long largest() throws Exception {
    try (Stream<Path> files = Files.list(directory)) {
      return files.mapToLong(it -> it.toFile().length()).max().orElse(0);
    }
  }

  private static void assertToldOf(Socket sender) {
    assertThatThrownBy(() -> sender.getInputStream().read()).hasMessageContaining("reset");
  }

  @ParameterizedTest
  @CsvSource({"--replace, INT, 130", "--replace, TERM, 143", "--sync, TERM, 143"})
  void aReceiverThatIsInterrupted(String option, String signal, int exit) throws Exception {
    Files.writeString(received, "what was there");
    try (Started receiver = receiver(option);
        Socket sender = feeding(receiver)) {
      awaitHalf();
      receiver.signal(signal);
      Launched ended = receiver.ended();
      assertThat(ended.err()).contains("interrupted");
      assertThat(ended.exit()).isEqualTo(exit);
      assertToldOf(sender);
    }
    if (option.equals("--replace")) {
      assertThat(received).hasContent("what was there");
      assertThat(largest()).isLessThan(HALF / 2); // and nothing else stays
    }
  }

  /** It has taken all that was sent, so that nothing unread makes the system break off. */
  @Test
  void aReceiverThatIsKilled() throws Exception {
    try (Started receiver = receiver();
        Socket sender = feeding(receiver)) {
      await().atMost(Duration.ofMinutes(1)).until(() -> Files.size(received) == HALF);
      receiver.kill();
      assertToldOf(sender);
    }
  }
}
