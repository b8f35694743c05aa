package dev.sendfile.tck;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sendfile.Sendfile;
import dev.sendfile.TransferException;
import dev.sendfile.tck.fixture.Content;
import dev.sendfile.tck.fixture.Line;
import dev.sendfile.tck.fixture.Receiver;
import dev.sendfile.tck.fixture.Resources;
import dev.sendfile.tck.fixture.SourceKind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is left once a transfer has ended: nothing. */
public interface LeakContract extends Sends {

  /** So many that what each leaves behind exceeds what the engine's cache may keep. */
  int TRANSFERS = 300;

  /**
   * Many transfers, on one line.
   *
   * @param it the strategy, and where it sends
   * @param folder for the file
   * @throws Exception if a transfer fails
   */
  @ParameterizedTest(allowZeroInvocations = true)
  @MethodSource("sendsOfPaths")
  @Keeps(Promise.NOTHING_LEAKS)
  default void nothingIsLeftOfManyTransfers(SendCase it, @TempDir Path folder) throws Exception {
    Path file = Files.write(folder.resolve("file"), Content.bytes(1_000));
    Sendfile sendfile = it.sendfile();
    try (Line line = it.target().open();
        SourceKind.Opened opened = it.source().open(file);
        Receiver receiver = Receiver.eager(line)) {
      sendfile.transfer(it.request(opened, line)); // what the first one loads stays
      AtomicLong sent = new AtomicLong(1_000);
      Resources.requireNothingLeft(
          file,
          () -> {
            for (int i = 0; i < TRANSFERS; i++) {
              sent.addAndGet(sendfile.transfer(it.request(opened, line)).bytes());
            }
            receiver.awaitCount(sent.get());
          });
    }
  }

  /**
   * A transfer that fails in the middle.
   *
   * @param it the strategy, and where it sends
   * @param folder for the file
   * @throws Exception if the transfer does something else
   */
  @ParameterizedTest(allowZeroInvocations = true)
  @MethodSource("sendsOfPaths")
  @Keeps(Promise.NOTHING_LEAKS)
  default void nothingIsLeftOfATransferThatFailed(SendCase it, @TempDir Path folder)
      throws Exception {
    Path file = Files.write(folder.resolve("file"), Content.bytes(3 << 20));
    fail(it, file); // what the first one loads stays
    Resources.requireNothingLeft(
        file,
        () -> {
          for (int i = 0; i < 3; i++) {
            fail(it, file);
          }
        });
  }

  private static void fail(SendCase it, Path file) throws Exception {
    try (Line line = it.target().openNarrow();
        SourceKind.Opened opened = it.source().open(file);
        Receiver receiver = Receiver.hangingUp(line, 100_000)) {
      assertThatThrownBy(() -> it.sendfile().transfer(it.request(opened, line)))
          .isInstanceOf(TransferException.class);
      receiver.awaitEndUnkept();
    }
  }
}
