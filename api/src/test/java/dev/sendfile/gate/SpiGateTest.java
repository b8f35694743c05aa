package dev.sendfile.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sendfile.RangeException;
import dev.sendfile.Sendfile;
import dev.sendfile.TransferRequest;
import dev.sendfile.TransferResult;
import dev.sendfile.spi.Capability;
import dev.sendfile.spi.Refusal;
import dev.sendfile.spi.Session;
import dev.sendfile.spi.Step;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Holds that five very different techniques are natural to write against the SPI. */
class SpiGateTest {

  private static final int SIZE = 300_000;

  private static final GateStrategy PLAIN = new GateStrategy("plain", Set.of(), PlainSession::new);

  @TempDir Path directory;

  private final byte[] content = new byte[SIZE];
  private final ByteArrayOutputStream received = new ByteArrayOutputStream();
  private Path file;

  @BeforeEach
  void writeFile() throws IOException {
    new Random(42).nextBytes(content);
    file = Files.write(directory.resolve("content"), content);
  }

  private TransferResult send(TransferRequest request, GateStrategy... strategies)
      throws IOException {
    return Sendfile.builder().strategies(strategies).build().transfer(request);
  }

  private TransferRequest request() {
    return TransferRequest.from(file).to(Channels.newChannel(received));
  }

  private static GateStrategy first(GateStrategy.Opener opener, Capability... more) {
    Set<Capability> flags = new HashSet<>(Arrays.asList(more));
    flags.add(Capability.ZERO_COPY); // ranks before the plain one
    return new GateStrategy("special", flags, opener);
  }

  @Test
  void bytesInAPipeBetweenTwoStepsAreDeliveredWholeAndInOrder() throws IOException {
    TransferResult result =
        send(request(), first((plan, context) -> new PipeSession(plan, Integer.MAX_VALUE)), PLAIN);

    assertThat(received.toByteArray()).isEqualTo(content);
    assertThat(result.strategy()).isEqualTo("special");
  }

  @Test
  void bytesInAPipeAreNotLostWhenTheNextStrategyTakesOver() throws IOException {
    for (int steps = 0; steps < 5; steps++) {
      int burstsAfter = steps;
      received.reset();

      TransferResult result =
          send(request(), first((plan, context) -> new PipeSession(plan, burstsAfter)), PLAIN);

      assertThat(received.toByteArray()).isEqualTo(content);
      assertThat(result.strategy()).isEqualTo("plain");
      assertThat(result.passedOver())
          .containsExactly(new TransferResult.PassedOver("special", "the pipe bursts here"));
    }
  }

  @Test
  void aSourceThatCannotBeReadTwiceLosesNothingAtATakeOverEither() throws IOException {
    TransferRequest request =
        TransferRequest.from(new ByteArrayInputStream(content))
            .to(Channels.newChannel(received))
            .range(0, 200_000);

    send(request, first((plan, context) -> new PipeSession(plan, 7)), PLAIN);

    assertThat(received.toByteArray()).isEqualTo(Arrays.copyOf(content, 200_000));
  }

  @Test
  void aWrapperPacesWhateverWouldHaveRun() throws IOException {
    long began = System.nanoTime();
    TransferResult result =
        send(request(), first((plan, context) -> new PacedSession(plan, context, 50_000)), PLAIN);

    assertThat(received.toByteArray()).isEqualTo(content);
    assertThat(result.strategy()).isEqualTo("special");
    assertThat(System.nanoTime() - began)
        .as("six portions with five pauses between them")
        .isGreaterThanOrEqualTo(PacedSession.INTERVAL.multipliedBy(5).toNanos());
  }

  @Test
  void aWrapperKeepsPacingWhenWhatItWrapsGivesUp() throws IOException {
    GateStrategy middle =
        new GateStrategy(
            "middle",
            Set.of(Capability.MAPPED),
            (plan, context) -> batch -> Step.notHandled(Refusal.ofEnds("not today")));

    TransferResult result =
        send(
            request(),
            first((plan, context) -> new PacedSession(plan, context, 100_000)),
            middle,
            PLAIN);

    assertThat(received.toByteArray()).isEqualTo(content);
    assertThat(result.strategy()).isEqualTo("special");
  }

  @Test
  void aForcedWrapperStillWrapsWhatWouldHaveRun() throws IOException {
    Sendfile sendfile =
        Sendfile.builder()
            .strategies(first((plan, context) -> new PacedSession(plan, context, 100_000)), PLAIN)
            .force("special")
            .build();

    assertThat(sendfile.transfer(request()).strategy()).isEqualTo("special");
    assertThat(received.toByteArray()).isEqualTo(content);
  }

  @Test
  void aHeaderGoesBeforeContentInTheSameStep() throws IOException {
    byte[] header = "header".getBytes(StandardCharsets.US_ASCII);

    TransferResult result =
        send(
            request().header(ByteBuffer.wrap(header)),
            first(HeaderFirstSession::new, Capability.GATHERS_HEADER));

    assertThat(received.toByteArray()).startsWith(header).endsWith(content).hasSize(SIZE + 6);
    assertThat(result.bytes()).isEqualTo(SIZE + 6);
    assertThat(result.contentBytes()).isEqualTo(SIZE);
  }

  @Test
  void aWindowMovesAlongTheFile() throws IOException {
    byte[] header = "header".getBytes(StandardCharsets.US_ASCII);

    send(
        request().header(ByteBuffer.wrap(header)).range(1000, SIZE - 2000),
        first((plan, context) -> new WindowSession(plan), Capability.GATHERS_HEADER));

    assertThat(received.toByteArray())
        .startsWith(header)
        .endsWith(Arrays.copyOfRange(content, 1000, SIZE - 1000))
        .hasSize(SIZE - 2000 + 6);
  }

  @Test
  void aRefusalOfOneStepLetsAnotherTakeJustThat() throws IOException {
    int[] steps = new int[1];
    Session[] plain = new Session[1];
    GateStrategy everyOther =
        first(
            (plan, context) -> {
              plain[0] = new PlainSession(plan, context);
              return batch ->
                  steps[0]++ % 2 == 0
                      ? Step.notHandled(Refusal.ofStep("not aligned"))
                      : plain[0].step(batch);
            });

    TransferResult result = send(request(), everyOther, PLAIN);

    assertThat(received.toByteArray()).isEqualTo(content);
    assertThat(result.strategy()).isEqualTo("special");
    assertThat(steps[0]).isGreaterThan(SIZE / 8192);
  }

  @Test
  void aHeaderReadByAStrategyThatGivesUpIsNotLost() throws IOException {
    byte[] header = "header".getBytes(StandardCharsets.US_ASCII);
    GateStrategy.Opener reads =
        (plan, context) ->
            batch -> {
              batch.header().get(new byte[4]);
              return Step.notHandled(Refusal.ofEnds("read it, and cannot send it"));
            };
    GateStrategy.Opener throwing =
        (plan, context) ->
            batch -> {
              batch.header().get(new byte[6]);
              throw new IOException("not today");
            };
    for (GateStrategy.Opener givesUp : List.of(reads, throwing)) {
      received.reset();

      send(
          request().header(ByteBuffer.wrap(header)),
          first(givesUp, Capability.GATHERS_HEADER),
          PLAIN);

      assertThat(received.toByteArray()).startsWith(header).endsWith(content).hasSize(SIZE + 6);
    }
  }

  @Test
  void noHeaderLeavesBeforeARangeThatNobodyHasChecked() {
    GateStrategy verifying =
        new GateStrategy("special", Set.of(Capability.VERIFIES_RANGE), PlainSession::new);
    TransferRequest beyond = request().range(SIZE - 10, 20).header(ByteBuffer.allocate(5));

    assertThatThrownBy(() -> send(beyond, verifying)).isInstanceOf(RangeException.class);
    assertThat(received.size()).isZero();
  }
}
