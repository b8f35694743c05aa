package dev.sendfile.itests.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
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
import org.junit.jupiter.params.provider.ValueSource;

/** A receiver fails, and the sender is not told that all went well: processes of their own. */
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

  private static void feed(Started sender) {
    try {
      sender.feed().write(new byte[HALF]);
      sender.feed().flush();
    } catch (IOException e) {
      // on a slow machine it may have been told by now
    }
  }

  private static void endOf(Started sender) {
    try {
      sender.feed().close();
    } catch (IOException e) {
      // likewise
    }
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

  private static void assertToldOf(Launched sent) {
    assertThat(sent.exit()).as(sent.err()).isEqualTo(1);
    assertThat(sent.err()).contains("this machine accepted ", "cannot be sent again");
  }

  @ParameterizedTest
  @ValueSource(strings = {"--replace", "--sync", "--force=rwloop", "--checksum=sha256"})
  void aReceiverThatGivesUp(String option) throws Exception {
    try (Started receiver = receiver(option, "--timeout=5s");
        Socket sender = new Socket("127.0.0.1", receiver.port())) {
      sender.getOutputStream().write(new byte[HALF]);
      Launched ended = receiver.ended(); // as nothing more comes
      assertThat(ended.exit()).isEqualTo(1);
      assertThat(ended.err()).contains("the sender sent nothing for 5000 ms");
      sender.setSoTimeout(30_000);
      assertThatThrownBy(() -> sender.getInputStream().read()).hasMessageContaining("reset");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"--replace", "--sync"})
  void aReceiverThatIsInterrupted(String option) throws Exception {
    try (Started receiver = receiver(option);
        Started sender = Started.sendfile(directory, "send", "-", receiver.address())) {
      feed(sender);
      awaitHalf();
      receiver.interrupt();
      assertThat(receiver.ended().err()).contains("interrupted");
      endOf(sender);
      assertToldOf(sender.ended());
    }
  }

  @Test
  void aReceiverThatIsKilled() throws Exception {
    try (Started receiver = receiver();
        Started sender = Started.sendfile(directory, "send", "-", receiver.address())) {
      feed(sender);
      awaitHalf();
      await().atMost(Duration.ofMinutes(1)).until(() -> Files.size(received) == HALF);
      receiver.kill();
      endOf(sender);
      assertToldOf(sender.ended());
    }
  }

  @Test
  void aReceiverThatHasItAll() throws Exception {
    try (Started receiver = receiver("--replace", "--sync");
        Started sender = Started.sendfile(directory, "send", "-", receiver.address())) {
      feed(sender);
      sender.feed().close();
      assertThat(sender.ended().exit()).isZero();
      assertThat(receiver.ended().exit()).isZero();
    }
    assertThat(received).hasSize(HALF);
  }
}
