package dev.sendfile.tck;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sendfile.Explanation;
import dev.sendfile.tck.fixture.Content;
import dev.sendfile.tck.fixture.Line;
import dev.sendfile.tck.fixture.Receiver;
import dev.sendfile.tck.fixture.SourceKind;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** To be asked changes nothing. */
public interface PurityContract extends Sends {

  /**
   * A strategy is asked before every transfer, whichever runs then.
   *
   * @param it the strategy, and where it would send
   * @param folder for the file
   * @throws Exception if the ends cannot be made
   */
  @ParameterizedTest(allowZeroInvocations = true)
  @MethodSource("sendsOfPaths")
  @Keeps(Promise.PURE_ASSESS)
  default void toBeAskedMovesNothing(SendCase it, @TempDir Path folder) throws Exception {
    Path file = Files.write(folder.resolve("file"), Content.bytes(100_000));
    try (Line line = it.target().open();
        SourceKind.Opened opened = SourceKind.FILE_CHANNEL.open(file);
        Receiver receiver = Receiver.eager(line)) {
      Explanation first = it.sendfile().explain(it.request(opened, line));
      for (int i = 0; i < 10; i++) {
        Explanation again = it.sendfile().explain(it.request(opened, line));
        assertThat(again.chosen()).isEqualTo(first.chosen());
      }
      assertThat(opened.isUntouched()).as("the source is as it was").isTrue();
      assertThat(line.isTargetOpen()).as("the target is open").isTrue();
      assertThat(line.isModeUnchanged()).as("the target is in its mode").isTrue();
      line.finish();
      assertThat(receiver.awaitEnd()).isEmpty();
      assertThat(Files.size(file)).isEqualTo(100_000);
    }
  }
}
