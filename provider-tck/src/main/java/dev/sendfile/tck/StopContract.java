package dev.sendfile.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sendfile.Sendfile;
import dev.sendfile.TransferException;
import dev.sendfile.TransferInterruptedException;
import dev.sendfile.TransferResult;
import dev.sendfile.tck.fixture.Content;
import dev.sendfile.tck.fixture.Line;
import dev.sendfile.tck.fixture.Receiver;
import dev.sendfile.tck.fixture.SourceKind;
import dev.sendfile.tck.fixture.Task;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Transfers that are stopped at the moment when a step begins. */
public interface StopContract extends Sends {

  /**
   * The target is closed between two steps, and the engine has not noticed.
   *
   * @param it the strategy, and where it sends
   * @param folder for the file
   * @throws Exception if the transfer does something else
   */
  @ParameterizedTest(allowZeroInvocations = true)
  @MethodSource("sends")
  @Keeps(Promise.CLOSE_ENDS_IT)
  default void aClosedTargetEndsIt(SendCase it, @TempDir Path folder) throws Exception {
    Path file = Files.write(folder.resolve("file"), Content.bytes(500_000));
    try (Line line = it.target().open();
        SourceKind.Opened opened = it.source().open(file);
        Receiver receiver = Receiver.eager(line)) {
      it.witness().beforeStep(2, line::closeTarget);
      Task<TransferResult> task = start(it, opened, line);
      TransferException failure = task.awaitFailure(TransferException.class);
      receiver.awaitEndUnkept();
      assertThat(receiver.count())
          .isBetween(failure.bytesTransferred(), failure.bytesTransferredAtMost());
    }
  }

  /**
   * The thread is interrupted between two steps, and the engine has not noticed.
   *
   * @param it the strategy, and where it sends
   * @param folder for the file
   * @throws Exception if the transfer does something else
   */
  @ParameterizedTest(allowZeroInvocations = true)
  @MethodSource("sends")
  @Keeps(Promise.INTERRUPT_ENDS_IT)
  default void anInterruptEndsItAndStaysKnown(SendCase it, @TempDir Path folder) throws Exception {
    Path file = Files.write(folder.resolve("file"), Content.bytes(500_000));
    try (Line line = it.target().open();
        SourceKind.Opened opened = it.source().open(file);
        Receiver receiver = Receiver.eager(line)) {
      it.witness().beforeStep(2, () -> Thread.currentThread().interrupt());
      AtomicBoolean flag = new AtomicBoolean();
      Task<TransferResult> task =
          it.thread()
              .start(
                  () -> {
                    try {
                      return sendfile(it).transfer(it.request(opened, line));
                    } finally {
                      flag.set(Thread.interrupted());
                    }
                  });
      TransferInterruptedException failure = task.awaitFailure(TransferInterruptedException.class);
      assertThat(flag).as("the interrupt flag is set").isTrue();
      line.finish();
      receiver.awaitEndUnkept();
      assertThat(receiver.count())
          .isBetween(failure.bytesTransferred(), failure.bytesTransferredAtMost());
    }
  }

  /**
   * The source is closed between two steps.
   *
   * @param it the strategy, and where it sends
   * @param folder for the file
   * @throws Exception if the transfer does something else
   */
  @ParameterizedTest(allowZeroInvocations = true)
  @MethodSource("sends")
  @Keeps(Promise.CLOSE_ENDS_IT)
  default void aClosedSourceEndsIt(SendCase it, @TempDir Path folder) throws Exception {
    if (it.source() == SourceKind.PATH) {
      return; // the engine's own, which nobody else closes
    }
    Path file = Files.write(folder.resolve("file"), Content.bytes(500_000));
    try (Line line = it.target().open();
        SourceKind.Opened opened = it.source().open(file);
        Receiver receiver = Receiver.eager(line)) {
      it.witness().beforeStep(2, opened::close);
      Task<TransferResult> task = start(it, opened, line);
      assertThatThrownBy(() -> task.await()).isInstanceOf(TransferException.class);
      line.finish();
      receiver.awaitEndUnkept();
    }
  }

  private static Task<TransferResult> start(SendCase it, SourceKind.Opened opened, Line line) {
    return it.start(sendfile(it), it.request(opened, line));
  }

  /** So small steps that something is left after the second one. */
  private static Sendfile sendfile(SendCase it) {
    return it.sendfile().withChunkSize(50_000);
  }
}
