package dev.sendfile.itests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.sendfile.NoStrategyException;
import dev.sendfile.Sendfile;
import dev.sendfile.TransferException;
import dev.sendfile.TransferInterruptedException;
import dev.sendfile.TransferRequest;
import dev.sendfile.TruncatedSourceException;
import dev.sendfile.itests.fixture.ScriptedStrategy;
import dev.sendfile.spi.Batch;
import dev.sendfile.spi.Context;
import dev.sendfile.spi.Offer;
import dev.sendfile.spi.Plan;
import dev.sendfile.spi.Refusal;
import dev.sendfile.spi.Session;
import dev.sendfile.spi.Step;
import dev.sendfile.spi.TransferStrategy;
import dev.sendfile.tck.fixture.Content;
import dev.sendfile.tck.fixture.MemoryChannel;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Interrupts and closes where hardly anything is under way. */
class BadMomentIT {

  private static final int SIZE = 1_000;
  private static final int PIECE = 100;

  @TempDir Path folder;
  private Path file;
  private final MemoryChannel target = new MemoryChannel();

  @BeforeEach
  void makeFile() throws IOException {
    file = Content.file(folder, SIZE);
  }

  @AfterEach
  void clearTheFlag() {
    Thread.interrupted();
  }

  private static Sendfile with(TransferStrategy strategy) {
    return Sendfile.builder().strategies(strategy).build();
  }

  @Test
  void anInterruptBetweenTwoStepsLeavesAStreamOpenAndMovedOn() throws IOException {
    Sendfile sendfile =
        with(
            ScriptedStrategy.of(
                "interrupted",
                (step, number) -> {
                  Step moved = step.move(PIECE);
                  Thread.currentThread().interrupt();
                  return moved;
                }));
    try (FileInputStream stream = new FileInputStream(file.toFile())) {
      assertThatExceptionOfType(TransferInterruptedException.class)
          .isThrownBy(() -> sendfile.transfer(TransferRequest.from(stream).to(target)));
      Thread.interrupted();
      assertThat(stream.getChannel().isOpen()).isTrue();
      assertThat(stream.getChannel().position()).isEqualTo(PIECE);
    }
  }

  @Test
  void anInterruptAfterTheLastStepLeavesAStreamOpenAndMovedOn() throws IOException {
    Sendfile sendfile =
        with(
            ScriptedStrategy.of(
                "interrupted",
                (step, number) -> {
                  Step moved = step.move(SIZE);
                  Thread.currentThread().interrupt();
                  return moved;
                }));
    try (FileInputStream stream = new FileInputStream(file.toFile())) {
      try {
        sendfile.transfer(TransferRequest.from(stream).to(target).range(0, SIZE));
      } catch (TransferInterruptedException e) {
        assertThat(e.bytesTransferred()).isEqualTo(SIZE);
      }
      Thread.interrupted();
      assertThat(stream.getChannel().isOpen()).isTrue();
      assertThat(stream.getChannel().position()).isEqualTo(SIZE);
    }
  }

  @Test
  void anInterruptThatClosesAnEndBeforeTheBeginIsCalledAnInterrupt() throws IOException {
    try (FileChannel source = FileChannel.open(file)) {
      Sendfile sendfile =
          with(
              ScriptedStrategy.honest("unlucky")
                  .offering(
                      plan -> {
                        Thread.currentThread().interrupt();
                        close(source);
                        return Offer.accepted(Set.of());
                      }));
      assertThatExceptionOfType(TransferInterruptedException.class)
          .isThrownBy(
              () -> sendfile.transfer(TransferRequest.from(source).to(target).range(0, SIZE)));
    }
  }

  private static void close(FileChannel channel) {
    try {
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The first strategy fails in peace, the second one is cut off after it has written. */
  @Test
  void whatAnInterruptHidesIsInDoubtAlsoAfterAnotherFailure() throws IOException {
    Sendfile sendfile =
        Sendfile.builder()
            .strategies(
                ScriptedStrategy.of(
                    "first",
                    (step, number) -> {
                      throw new IOException("the first");
                    }),
                ScriptedStrategy.of(
                    "second",
                    (step, number) -> {
                      step.move(PIECE);
                      Thread.currentThread().interrupt();
                      throw new ClosedByInterruptException();
                    }))
            .weight("first", 1)
            .build();
    assertThatExceptionOfType(TransferInterruptedException.class)
        .isThrownBy(() -> sendfile.transfer(TransferRequest.from(file).to(target).range(0, SIZE)))
        .satisfies(
            it -> assertThat(it.bytesTransferred()).isZero(),
            it -> assertThat(it.bytesTransferredAtMost()).isGreaterThanOrEqualTo(PIECE));
  }

  @Test
  void aStrategyThatGivesUpBecauseAnEndWasClosedIsNotToBlame() throws IOException {
    try (FileChannel source = FileChannel.open(file)) {
      Sendfile sendfile =
          with(
              ScriptedStrategy.of(
                  "helpless",
                  (step, number) -> {
                    source.close();
                    return Step.notHandled(Refusal.ofEnds("it was closed meanwhile"));
                  }));
      assertThatExceptionOfType(TransferException.class)
          .isThrownBy(() -> sendfile.transfer(TransferRequest.from(source).to(target)))
          .isNotInstanceOf(NoStrategyException.class)
          .withMessageContaining("was closed while it was being sent");
    }
  }

  /** As where a mapped file was cut short while it was written, and the strategy gives up then. */
  @Test
  void nobodyGoesOnBehindBytesThatAreNotTheSources() throws IOException {
    Sendfile sendfile =
        Sendfile.builder()
            .strategies(new Astray(), ScriptedStrategy.honest("next"))
            .weight("astray", 1)
            .build();
    assertThatExceptionOfType(TruncatedSourceException.class)
        .isThrownBy(() -> sendfile.transfer(TransferRequest.from(file).to(target).range(0, SIZE)))
        .satisfies(
            it -> assertThat(it.bytesTransferred()).isEqualTo(PIECE),
            it -> assertThat(it.bytesTransferredAtMost()).isEqualTo(2 * PIECE));
    assertThat(target.bytes()).hasSize(2 * PIECE);
  }

  /** Writes a piece, and as many zeros behind it, then gives up. */
  private record Astray() implements TransferStrategy {
    @Override
    public String name() {
      return "astray";
    }

    @Override
    public String technique() {
      return "test";
    }

    @Override
    public Offer assess(Plan plan) {
      return Offer.accepted(Set.of());
    }

    @Override
    public Session open(Plan plan, Context context) {
      return new Session() {
        private boolean written;

        @Override
        public Step step(Batch batch) throws IOException {
          if (written) {
            return Step.notHandled(Refusal.ofEnds("no more"));
          }
          written = true;
          ByteBuffer bytes = ByteBuffer.allocate(2 * PIECE);
          plan.source().read(bytes.limit(PIECE), batch.position());
          plan.target().write(bytes.limit(2 * PIECE).position(0), batch.targetPosition());
          return Step.moved(PIECE);
        }

        @Override
        public long stray() {
          return written ? PIECE : 0;
        }
      };
    }
  }

  /** As a mapped file does whose size nobody can ask any more. */
  @Test
  void aSourceThatWasClosedIsNotCalledTruncated() throws IOException {
    try (FileChannel source = FileChannel.open(file)) {
      Sendfile sendfile = with(new Doubtful(source));
      assertThatExceptionOfType(TransferException.class)
          .isThrownBy(
              () -> sendfile.transfer(TransferRequest.from(source).to(target).range(0, SIZE)))
          .withMessageContaining("was closed while it was being sent")
          .satisfies(
              it -> assertThat(it.bytesTransferredAtMost()).isEqualTo(PIECE),
              it -> assertThat(it.bytesTransferred()).isZero());
    }
  }

  /** Its source is closed by another, and then it does not know what it has written. */
  private record Doubtful(FileChannel source) implements TransferStrategy {
    @Override
    public String name() {
      return "doubtful";
    }

    @Override
    public String technique() {
      return "test";
    }

    @Override
    public Offer assess(Plan plan) {
      return Offer.accepted(Set.of());
    }

    @Override
    public Session open(Plan plan, Context context) {
      return new Session() {
        @Override
        public Step step(Batch batch) throws IOException {
          source.close();
          return Step.END_OF_SOURCE;
        }

        @Override
        public long stray() {
          return PIECE;
        }
      };
    }
  }
}
