package dev.sendfile.itests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sendfile.Explanation;
import dev.sendfile.Explanation.Standing;
import dev.sendfile.NoStrategyException;
import dev.sendfile.PreparedTarget;
import dev.sendfile.Sendfile;
import dev.sendfile.TransferRequest;
import dev.sendfile.itests.fixture.ScriptedStrategy;
import dev.sendfile.spi.Candidate;
import dev.sendfile.spi.Offer;
import dev.sendfile.spi.Refusal;
import dev.sendfile.spi.Step;
import dev.sendfile.spi.TransferSelector;
import dev.sendfile.tck.fixture.Content;
import dev.sendfile.tck.fixture.Line;
import dev.sendfile.tck.fixture.Receiver;
import dev.sendfile.tck.fixture.TargetKind;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A selector decides where nothing is forced, among the strategies that serve. */
class SelectorIT {

  private static final int SIZE = 50_000;

  @TempDir Path folder;
  private Path file;

  @BeforeEach
  void makeFile() throws Exception {
    file = Content.file(folder, SIZE);
  }

  private static final TransferSelector REVERSED =
      (plan, ranked) -> {
        List<Candidate> reversed = new ArrayList<>(ranked);
        Collections.reverse(reversed);
        return reversed;
      };

  /** The strategy that ran. */
  private String run(Sendfile sendfile, long offset, long length) throws Exception {
    try (Line line = TargetKind.TCP_BLOCKING.open();
        PreparedTarget target = PreparedTarget.of(line.target(SocketChannel.class));
        Receiver receiver = Receiver.eager(line)) {
      TransferRequest request = TransferRequest.from(file).to(target).range(offset, length);
      String ran = sendfile.transfer(request).strategy();
      assertThat(sendfile.explain(request).chosen()).hasValue(ran);
      receiver.awaitCount(length);
      return ran;
    }
  }

  private NoStrategyException refuse(TransferSelector selector) throws Exception {
    Sendfile sendfile = Sendfile.getDefault().withSelector(selector);
    try (Line line = TargetKind.TCP_BLOCKING.open();
        Receiver receiver = Receiver.eager(line)) {
      TransferRequest request = line.to(TransferRequest.from(file));
      assertThat(sendfile.explain(request).chosen()).isEmpty();
      NoStrategyException failure =
          catchThrowableOfType(NoStrategyException.class, () -> sendfile.transfer(request));
      assertThat(failure).hasMessageContaining("TransferSelector");
      line.finish();
      assertThat(receiver.awaitEnd()).isEmpty();
      return failure;
    }
  }

  @Test
  void itsOrderIsWhatRunsAndWhatFollows() throws Exception {
    assertThat(run(Sendfile.getDefault(), 0, SIZE)).isEqualTo("nio");
    Sendfile reversed = Sendfile.getDefault().withSelector(REVERSED);
    try (Line line = TargetKind.TCP_BLOCKING.open();
        PreparedTarget target = PreparedTarget.of(line.target(SocketChannel.class))) {
      TransferRequest request = TransferRequest.from(file).to(target);
      List<String> ranked = serving(Sendfile.getDefault().explain(request));
      assertThat(ranked).startsWith("nio").contains("rwloop", "mmap");
      Explanation explanation = reversed.explain(request);
      assertThat(serving(explanation)).isEqualTo(reversed(ranked));
      assertThat(explanation.chosen()).hasValue(ranked.get(ranked.size() - 1));
    }
  }

  private static List<String> reversed(List<String> names) {
    List<String> other = new ArrayList<>(names);
    Collections.reverse(other);
    return other;
  }

  /** Those that would serve, in order. */
  private static List<String> serving(Explanation explanation) {
    return explanation.verdicts().stream()
        .filter(it -> it.standing() == Standing.CHOSEN || it.standing() == Standing.FALLBACK)
        .map(Explanation.Verdict::strategy)
        .toList();
  }

  @Test
  void whoItLeavesOutDoesNotFollow() throws Exception {
    ScriptedStrategy refusing =
        ScriptedStrategy.of("a", (step, number) -> Step.notHandled(Refusal.ofEnds("no")));
    Sendfile sendfile =
        Sendfile.builder()
            .strategies(refusing, ScriptedStrategy.honest("b"))
            .selector((plan, ranked) -> ranked.subList(0, 1))
            .build();
    try (Line line = TargetKind.TCP_BLOCKING.open()) {
      assertThat(
              catchThrowableOfType(
                  NoStrategyException.class,
                  () -> sendfile.transfer(line.to(TransferRequest.from(file)))))
          .hasMessageContaining("a: no");
    }
  }

  @Test
  void bySizeIsGivenTheLengthToSendNotTheSizeOfTheFile() throws Exception {
    Sendfile sendfile =
        Sendfile.getDefault()
            .withSelector(
                TransferSelector.bySize(length -> length <= 100 ? "read-write-loop" : "sendfile"));
    assertThat(run(sendfile, 0, 100)).isEqualTo("rwloop");
    assertThat(run(sendfile, 40_000, 100)).isEqualTo("rwloop");
    assertThat(run(sendfile, 40_000, 101)).isEqualTo("nio");
    assertThat(run(sendfile, 0, SIZE)).isEqualTo("nio");
  }

  @Test
  void bySizeWithANameThatDoesNotServeLeavesTheOrder() throws Exception {
    Sendfile sendfile =
        Sendfile.getDefault().withSelector(TransferSelector.bySize(length -> "nonesuch"));
    assertThat(run(sendfile, 0, SIZE)).isEqualTo("nio");
  }

  @Test
  void aForceGoesBeforeIt() throws Exception {
    Sendfile sendfile =
        Sendfile.getDefault()
            .withSelector(
                (plan, ranked) -> {
                  throw new AssertionError("not to be asked");
                })
            .withForce("nio");
    assertThat(run(sendfile, 0, SIZE)).isEqualTo("nio");
  }

  @Test
  void badAnswersAreRefusedWithTheReason() throws Exception {
    assertThat(refuse((plan, ranked) -> List.of())).hasMessageContaining("selected nothing");
    assertThat(refuse((plan, ranked) -> List.of(ranked.get(0), ranked.get(0))))
        .hasMessageContaining("at most once");
    Candidate stranger =
        new Candidate(
            ScriptedStrategy.honest("stranger"),
            "stranger",
            "scripted",
            0,
            Offer.accepted(Set.of()));
    assertThat(refuse((plan, ranked) -> List.of(stranger)))
        .hasMessageContainingAll("stranger", "nio", "rwloop");
    assertThat(refuse((plan, ranked) -> null)).hasMessageContaining("threw");
    assertThat(refuse((plan, ranked) -> Collections.singletonList(null)))
        .hasMessageContaining("threw");
    assertThat(
            refuse(
                (plan, ranked) -> {
                  throw new IllegalStateException("says the test");
                }))
        .hasMessageContaining("says the test")
        .hasCauseInstanceOf(IllegalStateException.class);
    assertThat(
            refuse(
                (plan, ranked) -> {
                  ranked.clear();
                  return ranked;
                }))
        .hasMessageContaining("threw");
  }
}
