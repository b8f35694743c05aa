package dev.sendfile;

import static dev.sendfile.Scripted.upTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import dev.sendfile.spi.Step;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Pipe;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How far a transfer goes on a thread that serves many. */
class EventLoopTest {

  private static final int SIZE = 1000;

  @TempDir Path folder;

  private final byte[] content = Samples.bytes(SIZE);
  private final Scripted strategy = new Scripted("a");
  private final Deployed deployed = Deployed.of(strategy);
  private Path file;
  private Pipe to;
  private Pipe from;

  @BeforeEach
  void open() throws IOException {
    file = Files.write(folder.resolve("content"), content);
    to = Pipe.open();
    to.sink().configureBlocking(false);
    to.source().configureBlocking(false);
    from = Pipe.open();
    from.source().configureBlocking(false);
  }

  @AfterEach
  void close() throws IOException {
    for (Pipe pipe : new Pipe[] {to, from}) {
      pipe.sink().close();
      pipe.source().close();
    }
  }

  private Transfer transfer() throws IOException {
    return deployed.sendfile().open(TransferRequest.from(file).to(to.sink()));
  }

  private byte[] arrived() throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(1 << 16);
    to.source().read(buffer);
    return Samples.remaining(buffer.flip());
  }

  @Test
  void itEndsInOneCallWhereNobodyWaits() throws IOException {
    strategy.always(upTo(300));

    assertThat(transfer().advance()).isEqualTo(Advance.DONE);
    assertThat(arrived()).isEqualTo(content);
  }

  @Test
  void headerAndTrailerGoOutToo() throws IOException {
    byte[] header = Samples.bytes(7);
    byte[] trailer = Samples.bytes(5);
    Transfer transfer =
        deployed
            .sendfile()
            .open(
                TransferRequest.from(file)
                    .to(to.sink())
                    .header(ByteBuffer.wrap(header))
                    .trailer(ByteBuffer.wrap(trailer)));

    assertThat(transfer.advance()).isEqualTo(Advance.DONE);
    assertThat(arrived()).isEqualTo(Samples.joined(header, content, trailer));
    assertThat(transfer.result().orElseThrow().contentBytes()).isEqualTo(SIZE);
    assertThat(transfer.result().orElseThrow().bytes()).isEqualTo(SIZE + 12);
  }

  @Test
  void afterItsShareItLetsOthersHaveTheirTurn() throws IOException {
    long share = StepSize.LARGE;
    strategy.always((session, batch) -> Step.moved(Math.min(batch.max(), share / 2)));
    Transfer transfer =
        deployed
            .sendfile()
            .open(TransferRequest.from(sparse(3 * share)).to(to.sink()).range(0, 3 * share));

    assertThat(transfer.advance()).isEqualTo(Advance.AGAIN);
    assertThat(transfer.bytesTransferred()).isEqualTo(share);
    assertThat(transfer.advance()).isEqualTo(Advance.AGAIN);
    assertThat(transfer.bytesTransferred()).isEqualTo(2 * share);
    assertThat(transfer.advance()).as("nothing is left").isEqualTo(Advance.DONE);
  }

  private Path sparse(long size) throws IOException {
    Path sparse = folder.resolve("sparse");
    try (var channel =
        Files.newByteChannel(
            sparse,
            java.nio.file.StandardOpenOption.CREATE_NEW,
            java.nio.file.StandardOpenOption.WRITE)) {
      channel.position(size - 1);
      channel.write(ByteBuffer.wrap(new byte[1]));
    }
    return sparse;
  }

  @Test
  void itSaysWhichEndItWaitsFor() throws IOException {
    strategy.then(upTo(10)).answers(Step.TARGET_FULL, Step.SOURCE_DRY);
    Transfer transfer = transfer();

    assertThat(transfer.advance()).isEqualTo(Advance.TARGET_WRITABLE);
    assertThat(transfer.advance()).isEqualTo(Advance.SOURCE_READABLE);
    assertThat(transfer.advance()).isEqualTo(Advance.DONE);
    assertThat(arrived()).isEqualTo(content);
  }

  @Test
  void whereAnEndIsReadyInVainTheEngineMovesAPageItself() throws IOException {
    strategy.always((session, batch) -> Step.TARGET_FULL);
    Transfer transfer = transfer();

    for (int i = 0; i < 3; i++) {
      assertThat(transfer.advance()).isEqualTo(Advance.TARGET_WRITABLE);
      assertThat(transfer.bytesTransferred()).isZero();
    }
    assertThat(transfer.advance()).isEqualTo(Advance.DONE);
    assertThat(transfer.result().orElseThrow().parkedBytes()).isEqualTo(SIZE);
    assertThat(arrived()).isEqualTo(content);
  }

  @Test
  void anEndOfTheSourceThatIsNoneIsReadPast() throws IOException {
    strategy.then(upTo(10)).answers(Step.END_OF_SOURCE);
    Transfer transfer = transfer();

    assertThat(transfer.advance()).isEqualTo(Advance.DONE);
    assertThat(arrived()).isEqualTo(content);
    assertThat(transfer.result().orElseThrow().parkedBytes()).isEqualTo(SIZE - 10);
  }

  @Test
  void aPauseThatIsOverEndsWithTheNextCall() throws IOException {
    strategy.answers(new Step.Later(1_000_000));
    Transfer transfer = transfer();

    assertThat(transfer.advance()).isEqualTo(Advance.LATER);
    await().atMost(Duration.ofMinutes(1)).until(() -> transfer.delay().isZero());
    assertThat(transfer.advance()).isEqualTo(Advance.DONE);
  }

  @Test
  void aTimeoutIsSeenByTheNextCall() throws IOException {
    strategy.always((session, batch) -> Step.TARGET_FULL);
    Transfer transfer =
        deployed
            .sendfile(Settings.NONE.withWriteTimeout(Duration.ofMillis(30)))
            .open(TransferRequest.from(file).to(to.sink()));
    fill();

    assertThat(failure(transfer))
        .isInstanceOf(TransferTimeoutException.class)
        .hasMessageStartingWith("the target (pipe) took no byte for 0.03s");
  }

  /** Advances until that fails, however slow the machine is. */
  private static TransferException failure(Transfer transfer) {
    return await()
        .atMost(Duration.ofMinutes(1))
        .pollInterval(Duration.ofMillis(10))
        .until(
            () -> catchThrowableOfType(TransferException.class, transfer::advance),
            Objects::nonNull);
  }

  private void fill() throws IOException {
    ByteBuffer page = ByteBuffer.allocate(4096);
    while (to.sink().write(page.clear()) > 0) {}
  }

  @Test
  void aReadTimeoutNamesTheSource() throws IOException {
    Transfer transfer =
        deployed
            .sendfile(Settings.NONE.withReadTimeout(Duration.ofMillis(30)))
            .open(TransferRequest.from(from.source()).to(to.sink()));

    assertThat(failure(transfer))
        .isInstanceOf(TransferTimeoutException.class)
        .hasMessageStartingWith("the source (pipe) gave no byte for 0.03s");
  }

  @Test
  void aTargetThatIsClosedWhileTheSourceGivesNothingIsNoticed() throws IOException {
    Transfer transfer = deployed.sendfile().open(TransferRequest.from(from.source()).to(to.sink()));
    assertThat(transfer.advance()).isEqualTo(Advance.SOURCE_READABLE);
    to.sink().close();

    assertThat(catchThrowableOfType(TransferException.class, transfer::advance))
        .hasMessageContaining("the target (pipe) was closed");
  }
}
