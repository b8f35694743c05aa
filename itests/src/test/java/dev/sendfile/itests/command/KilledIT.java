package dev.sendfile.itests.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One side is killed half-way, and both continue. */
@Tag("once")
class KilledIT {

  private static final int HALF = 8 << 20;

  @TempDir Path directory;

  private Sample sample;
  private Path received;
  private byte[] half;

  @BeforeEach
  void makeFile() throws Exception {
    sample = Sample.in(directory, "a file to send");
    received = directory.resolve("received");
    half = Arrays.copyOf(Files.readAllBytes(sample.file()), HALF);
  }

  @Test
  void theReceiverIsKilled() throws Exception {
    try (Started receiver = Started.sendfile(directory, "receive", "0", received.toString());
        Started sender = Started.sendfile(directory, "send", "-", receiver.address())) {
      sender.feed().write(half);
      sender.feed().flush();
      awaitHalf();
      receiver.kill();
      feedUntilItFails(sender);

      Launched sent = sender.ended();
      assertThat(sent.exit()).isEqualTo(1);
      assertThat(sent.err())
          .contains("this machine accepted ", "standard input cannot be sent again");
    }
    goOnFrom(Files.size(received));
  }

  private static void feedUntilItFails(Started sender) {
    byte[] more = new byte[HALF];
    await()
        .atMost(Duration.ofMinutes(1))
        .until(
            () -> {
              try {
                sender.feed().write(more);
                sender.feed().flush();
                return false;
              } catch (IOException e) {
                return true;
              }
            });
  }

  @Test
  void theSenderIsKilled() throws Exception {
    try (Started receiver =
            Started.sendfile(
                directory, "receive", "0", received.toString(), "--length=" + Sample.SIZE);
        Started sender = Started.sendfile(directory, "send", "-", receiver.address())) {
      sender.feed().write(half);
      sender.feed().flush();
      awaitHalf();
      sender.kill();

      Launched ended = receiver.ended();
      assertThat(ended.exit()).isEqualTo(1);
      assertThat(ended.err()).contains(" --continue; the sender begins ");
      Matcher further = Pattern.compile("begins (\\d+) bytes").matcher(ended.err());
      assertThat(further.find()).isTrue();
      assertThat(received).hasSize(Long.parseLong(further.group(1)));
    }
    goOnFrom(Files.size(received));
  }

  private void awaitHalf() {
    await()
        .atMost(Duration.ofMinutes(1))
        .until(() -> Files.exists(received) && Files.size(received) >= HALF / 2);
  }

  private void goOnFrom(long held) throws Exception {
    assertThat(held).isBetween(HALF / 2L, Sample.SIZE - 1);
    try (Started receiver =
        Started.sendfile(
            directory,
            "receive",
            "0",
            received.toString(),
            "--continue",
            "--length=" + Sample.SIZE)) {
      Launched sent =
          Launched.sendfile(
              directory, "send", sample.file().toString(), receiver.address(), "--offset=" + held);
      assertThat(sent.exit()).as(sent.err()).isZero();
      Launched ended = receiver.ended();
      assertThat(ended.exit()).as(ended.err()).isZero();
      assertThat(ended.out()).startsWith(Sample.SIZE - held + " bytes");
    }
    sample.sameAs(received);
  }
}
