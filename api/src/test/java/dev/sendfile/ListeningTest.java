package dev.sendfile;

import static dev.sendfile.Scripted.fails;
import static dev.sendfile.Scripted.refuses;
import static dev.sendfile.Scripted.upTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.sendfile.internal.buffer.BufferCache;
import dev.sendfile.internal.settings.Defaults;
import dev.sendfile.internal.telemetry.ChoiceLog;
import dev.sendfile.internal.telemetry.Recorder;
import dev.sendfile.internal.thread.Watchdog;
import dev.sendfile.spi.Scope;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Pipe;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who hears of a transfer, and how steps shrink for those who listen. */
class ListeningTest {

  @TempDir Path folder;

  private final Sink sink = new Sink();
  private final List<Object> heard = new ArrayList<>();
  private final Scripted a = new Scripted("a");
  private final Scripted b = new Scripted("b").technique("other");
  private final Deployed deployed = Deployed.of(a, b);
  private Path file;

  private final TransferListener listener =
      new TransferListener() {
        @Override
        public void progressed(TransferProgress progress) {
          heard.add(progress.total());
          heard.add(progress.bytes());
        }

        @Override
        public void ended(TransferOutcome outcome) {
          heard.add(outcome);
        }
      };

  @BeforeEach
  void makeFile() throws IOException {
    file = Files.write(folder.resolve("content"), Samples.bytes(300_000));
  }

  /** An engine whose recorder writes into a list. */
  private Sendfile recorded() {
    Recorder recorder =
        () ->
            (route, strategy, technique, bytes, fallbacks, outcome) ->
                heard.add(
                    List.of(route.toString(), strategy, technique, bytes, fallbacks, outcome));
    Engine engine =
        new Engine(
            deployed,
            () -> null,
            () -> Defaults.NONE,
            null,
            new BufferCache(),
            new Watchdog(),
            recorder,
            new ChoiceLog());
    return new Sendfile(engine, Settings.NONE);
  }

  @Test
  void aGoodEndIsRecorded() throws IOException {
    a.then(upTo(100)).answers(refuses(Scope.ENDS, "no"));

    recorded().transfer(TransferRequest.from(file).to(sink));

    assertThat(heard)
        .containsExactly(List.of("file -> channel", "b", "other", 300_000L, 1, "completed"));
  }

  @Test
  void aBadEndIsRecorded() {
    a.then(upTo(100), fails(new IOException("first")));
    b.then(fails(new IOException("second")));

    assertThatExceptionOfType(TransferException.class)
        .isThrownBy(() -> recorded().transfer(TransferRequest.from(file).to(sink)));

    assertThat(heard)
        .containsExactly(List.of("file -> channel", "b", "other", 100L, 1, "TransferException"));
  }

  @Test
  void aListenerHearsOfBothEnds() throws IOException {
    Sendfile sendfile = deployed.sendfile(Settings.NONE.withListener(listener));
    TransferResult result =
        sendfile.transfer(TransferRequest.from(file).to(sink).header(ByteBuffer.allocate(5)));

    assertThat(heard.subList(heard.size() - 3, heard.size() - 1))
        .containsExactly(300_005L, 300_005L);
    assertThat(((TransferOutcome) heard.get(heard.size() - 1)).route()).isEqualTo(result.route());
    heard.clear();
    a.then(fails(new IOException("first")));
    b.then(fails(new IOException("second")));
    assertThatExceptionOfType(TransferException.class)
        .isThrownBy(() -> sendfile.transfer(TransferRequest.from(file).to(sink)));
    TransferOutcome outcome = (TransferOutcome) heard.get(heard.size() - 1);
    assertThat(outcome.completed()).isFalse();
    assertThat(outcome.fallbacks()).isEqualTo(1);
  }

  @Test
  void theListenerOfTheRequestGoesBeforeTheOtherOne() throws IOException {
    deployed
        .sendfile(Settings.NONE.withListener(progress -> heard.add("other")))
        .transfer(TransferRequest.from(file).to(sink).listener(listener));

    assertThat(heard).isNotEmpty().doesNotContain("other");
  }

  @Test
  void onABlockingTargetStepsBeginSmallForWhoListens() throws IOException {
    deployed
        .sendfile(Settings.NONE.withListener(listener))
        .transfer(TransferRequest.from(file).to(sink));

    assertThat(a.asked.get(0)).isEqualTo(64 << 10);
    assertThat(a.asked.get(1)).as("and follow the receiver").isNotEqualTo(64L << 10);
  }

  @Test
  void onAnyOtherTargetAndForNobodyTheyAreLarge() throws IOException {
    deployed.sendfile().transfer(TransferRequest.from(file).to(sink));
    deployed
        .sendfile(Settings.NONE.withListener(listener))
        .transfer(TransferRequest.from(file).to(folder.resolve("target")));
    Pipe pipe = Pipe.open();
    try (var to = pipe.sink();
        var from = pipe.source()) {
      to.configureBlocking(false);
      try (Transfer transfer =
          deployed.sendfile().open(TransferRequest.from(file).to(to).listener(listener))) {
        assertThat(transfer.advance()).isEqualTo(Advance.TARGET_WRITABLE);
      }
      assertThat(from.isOpen()).isTrue();
    }

    assertThat(a.asked.subList(0, 3)).containsExactly(300_000L, 300_000L, 300_000L);
  }

  @Test
  void aStepNeverMovesMoreThanTheLargest() throws IOException {
    a.always((session, batch) -> dev.sendfile.spi.Step.moved(batch.max()));
    Path sparse = folder.resolve("sparse");
    try (var channel =
        java.nio.channels.FileChannel.open(
            sparse,
            java.nio.file.StandardOpenOption.CREATE_NEW,
            java.nio.file.StandardOpenOption.WRITE)) {
      channel.write(ByteBuffer.wrap(new byte[1]), (10 << 20) - 1);
    }
    TransferRequest request = TransferRequest.from(sparse).to(folder.resolve("target"));
    deployed.sendfile().transfer(request);
    assertThat(a.asked).containsExactly(4L << 20, 4L << 20, 2L << 20);

    a.asked.clear();
    a.can(dev.sendfile.spi.Capability.REFLINK);
    deployed.sendfile().transfer(request);
    assertThat(a.asked).as("blocks are shared at once").containsExactly(10L << 20);
  }
}
