package dev.sendfile.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import dev.sendfile.TransferResult;
import dev.sendfile.tck.fixture.Content;
import dev.sendfile.tck.fixture.Line;
import dev.sendfile.tck.fixture.Receiver;
import dev.sendfile.tck.fixture.SourceKind;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a strategy leaves as it was. */
public interface EndsContract extends Sends {

  /**
   * Ends are their owner's: nobody but the strategy touches them here.
   *
   * @param it the strategy, and where it sends
   * @param folder for the file
   * @throws Exception if the transfer fails
   */
  @ParameterizedTest(allowZeroInvocations = true)
  @MethodSource("sends")
  @Keeps(Promise.ENDS_LEFT_OPEN)
  default void theEndsStayOpen(SendCase it, @TempDir Path folder) throws Exception {
    byte[] content = Content.bytes(100_000);
    Path file = Files.write(folder.resolve("file"), content);
    try (Line line = it.target().open();
        SourceKind.Opened opened = it.source().open(file);
        Receiver receiver = Receiver.eager(line)) {
      TransferResult result =
          it.thread().call(() -> it.sendfile().transfer(it.request(opened, line)));
      assertThat(result.bytes()).isEqualTo(content.length);
      assertThat(line.isTargetOpen()).as("the target is open").isTrue();
      assertThat(opened.isUntouched()).as("the source is open and stands where it stood").isTrue();
      line.finish();
      assertArrayEquals(content, receiver.awaitEnd());
    }
  }
}
