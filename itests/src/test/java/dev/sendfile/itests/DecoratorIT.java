package dev.sendfile.itests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import dev.sendfile.Sendfile;
import dev.sendfile.TransferRequest;
import dev.sendfile.TransferResult;
import dev.sendfile.itests.fixture.ScriptedStrategy;
import dev.sendfile.spi.Batch;
import dev.sendfile.spi.Capability;
import dev.sendfile.spi.Context;
import dev.sendfile.spi.Offer;
import dev.sendfile.spi.Plan;
import dev.sendfile.spi.Refusal;
import dev.sendfile.spi.Session;
import dev.sendfile.spi.Step;
import dev.sendfile.spi.TransferStrategy;
import dev.sendfile.tck.fixture.Content;
import dev.sendfile.tck.fixture.Line;
import dev.sendfile.tck.fixture.Receiver;
import dev.sendfile.tck.fixture.TargetKind;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A strategy that wraps the rest of the ranking: here one that paces it. */
class DecoratorIT {

  private static final int SIZE = 200_000;
  private static final int PIECE = 20_000;
  private static final Duration PAUSE = Duration.ofMillis(20);

  @TempDir Path folder;
  private Path file;

  @BeforeEach
  void makeFile() throws Exception {
    file = Content.file(folder, SIZE);
  }

  /** Moves a piece, then asks for a pause, by whatever strategy would have served without it. */
  private static final class Paced implements TransferStrategy {

    @Override
    public String name() {
      return "paced";
    }

    @Override
    public String technique() {
      return "pacing";
    }

    @Override
    public Offer assess(Plan plan) {
      return Offer.accepted(Set.of(Capability.GATHERS_HEADER));
    }

    @Override
    public Session open(Plan plan, Context context) throws IOException {
      Session rest = context.next(plan);
      return new Session() {
        private boolean pause;

        @Override
        public Step step(Batch batch) throws IOException {
          pause = !pause;
          return pause ? rest.step(batch.atMost(PIECE)) : new Step.Later(PAUSE.toNanos());
        }

        @Override
        public long detained() {
          return rest.detained();
        }

        @Override
        public int surrender(ByteBuffer into) throws IOException {
          return rest.surrender(into);
        }

        @Override
        public long stray() {
          return rest.stray();
        }

        @Override
        public void unblock() {
          rest.unblock();
        }

        @Override
        public void close() {
          rest.close();
        }
      };
    }
  }

  @ParameterizedTest
  @EnumSource(TargetKind.class)
  void itDelegatesAndMayAskForPauses(TargetKind target) throws Exception {
    ScriptedStrategy inner = ScriptedStrategy.honest("inner");
    Sendfile sendfile =
        Sendfile.builder().strategies(new Paced(), inner).weight("paced", 1).build();
    byte[] header = Content.bytes(500);
    try (Line line = target.open();
        Receiver receiver = Receiver.eager(line)) {
      TransferRequest request = line.to(TransferRequest.from(file)).header(ByteBuffer.wrap(header));
      long began = System.nanoTime();
      TransferResult result = sendfile.transfer(request);
      assertThat(Duration.ofNanos(System.nanoTime() - began))
          .isGreaterThan(PAUSE.multipliedBy(SIZE / PIECE - 1));
      assertThat(result.strategy()).isEqualTo("paced");
      assertThat(inner.closed()).isEqualTo(inner.opened()).isEqualTo(1);
      line.finish();
      assertArrayEquals(Content.join(header, Content.bytes(SIZE)), receiver.awaitEnd());
    }
  }

  @Test
  void aPauseIsNoStallOfTheTarget() throws Exception {
    Sendfile sendfile =
        Sendfile.builder()
            .strategies(new Paced(), ScriptedStrategy.honest("inner"))
            .force("paced")
            .writeTimeout(PAUSE.dividedBy(2))
            .build();
    try (Line line = TargetKind.TCP_NON_BLOCKING.open();
        Receiver receiver = Receiver.eager(line)) {
      assertThat(sendfile.transfer(line.to(TransferRequest.from(file))).bytes()).isEqualTo(SIZE);
      receiver.awaitCount(SIZE);
    }
  }

  @Test
  void whatItWrapsFallsBackWithinIt() throws Exception {
    ScriptedStrategy refusing =
        ScriptedStrategy.of(
            "inner",
            (step, number) ->
                number < 4 ? step.move(7_000) : Step.notHandled(Refusal.ofEnds("enough")));
    ScriptedStrategy last = ScriptedStrategy.honest("last");
    Sendfile sendfile =
        Sendfile.builder()
            .strategies(new Paced(), refusing, last)
            .weight("paced", 2)
            .weight("inner", 1)
            .build();
    try (Line line = TargetKind.TCP_BLOCKING.open();
        Receiver receiver = Receiver.eager(line)) {
      TransferResult result = sendfile.transfer(line.to(TransferRequest.from(file)));
      assertThat(result.strategy()).isEqualTo("paced");
      assertThat(last.steps()).isPositive();
      line.finish();
      assertArrayEquals(Content.bytes(SIZE), receiver.awaitEnd());
    }
  }
}
