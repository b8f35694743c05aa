package dev.sendfile.itests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sendfile.Sendfile;
import dev.sendfile.TransferException;
import dev.sendfile.TransferRequest;
import dev.sendfile.TruncatedSourceException;
import dev.sendfile.itests.fixture.ScriptedStrategy;
import dev.sendfile.tck.fixture.Content;
import dev.sendfile.tck.fixture.Line;
import dev.sendfile.tck.fixture.Receiver;
import dev.sendfile.tck.fixture.TargetKind;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What went wrong is told by the state of the two ends. The JDK's own words are translated, and say
 * "Bad address" of a truncated file and "Bad file descriptor" of a closed channel.
 */
class FailureNamesIT {

  private static final int SIZE = 100_000;
  private static final int MOVED = 10_000;

  @TempDir static Path folder;

  /** What has happened when a call fails with words that say nothing. */
  private enum Cause {
    SOURCE_TRUNCATED("ended before the"),
    SOURCE_CLOSED("source channel was closed"),
    TARGET_CLOSED("target (tcp) was closed"),
    NEITHER("writing to the target (tcp) failed: Adresse incorrecte");

    private final String words;

    Cause(String words) {
      this.words = words;
    }
  }

  @ParameterizedTest
  @EnumSource(Cause.class)
  void theStateOfTheEndsTellsWhatTheWordsDoNot(Cause cause) throws Exception {
    Path file = Content.file(folder, SIZE);
    try (FileChannel channel =
            FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
        Line line = TargetKind.TCP_BLOCKING.open();
        Receiver receiver = Receiver.eager(line)) {
      ScriptedStrategy failing =
          ScriptedStrategy.of(
              "failing",
              (step, number) -> {
                if (number == 1) {
                  return step.move(MOVED);
                }
                switch (cause) {
                  case SOURCE_TRUNCATED -> channel.truncate(MOVED);
                  case SOURCE_CLOSED -> channel.close();
                  case TARGET_CLOSED -> line.closeTarget();
                  case NEITHER -> {}
                }
                throw new IOException("Adresse incorrecte");
              });
      Sendfile sendfile = Sendfile.builder().strategies(failing).build();
      TransferException failure =
          catchThrowableOfType(
              TransferException.class,
              () -> sendfile.transfer(line.to(TransferRequest.from(channel))));
      assertThat(failure).hasMessageContaining(cause.words);
      assertThat(failure instanceof TruncatedSourceException)
          .isEqualTo(cause == Cause.SOURCE_TRUNCATED);
      assertThat(failure.bytesTransferred()).isEqualTo(MOVED);
      assertThat(failure.bytesTransferredAtMost()).isEqualTo(MOVED);
      receiver.awaitCount(MOVED);
    }
  }
}
