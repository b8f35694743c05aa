package dev.sendfile.bench.contest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.sendfile.bench.result.Cache;
import dev.sendfile.bench.result.LeftOut;
import dev.sendfile.bench.result.Mode;
import dev.sendfile.bench.result.Sample;
import dev.sendfile.bench.result.Series;
import dev.sendfile.bench.result.Setting;
import dev.sendfile.bench.result.Work;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AlternationTest {

  private static final Setting MEBIBYTE =
      new Setting(Work.SEND, Mode.BLOCKING, Cache.WARM, 1 << 20);

  private final List<String> log = new ArrayList<>();

  /** What a contender does in its round. */
  private interface Act {
    void round() throws IOException;
  }

  private Contender contender(String name, Act act) {
    return new Contender() {
      @Override
      public String name() {
        return name;
      }

      @Override
      public void prove() {
        log.add("proof of " + name);
      }

      @Override
      public Sample round(int times) throws IOException {
        act.round();
        log.add(name);
        return new Sample(log.size(), times, 0);
      }
    };
  }

  private static Contest contest(Contender... contenders) {
    return new Contest() {
      @Override
      public Setting setting() {
        return MEBIBYTE;
      }

      @Override
      public List<Contender> contenders() {
        return List.of(contenders);
      }

      @Override
      public List<LeftOut> leftOut() {
        return List.of();
      }

      @Override
      public void close() {}
    };
  }

  private Contest three() {
    return contest(contender("A", () -> {}), contender("B", () -> {}), contender("C", () -> {}));
  }

  @Test
  void allProveThenEachRoundHasAllInAnOrderOfItsOwn() throws IOException {
    List<Series> series = Alternation.of(Effort.rounds(20)).run(three());

    assertThat(series).extracting(Series::variant).containsExactly("A", "B", "C");
    assertThat(series).allSatisfy(it -> assertThat(it.rounds()).hasSize(20));
    assertThat(log.subList(0, 3)).containsExactly("proof of A", "proof of B", "proof of C");
    Set<List<String>> orders = new HashSet<>();
    for (int i = 3; i < log.size(); i += 3) {
      List<String> round = List.copyOf(log.subList(i, i + 3));
      assertThat(round).containsExactlyInAnyOrder("A", "B", "C");
      orders.add(round);
    }
    assertThat(orders).hasSizeGreaterThan(3);
  }

  @Test
  void anInterruptLeavesTheRoundsThatAllHaveMade() throws IOException {
    int[] calls = {0};
    Contest contest =
        contest(
            contender("A", () -> {}),
            contender(
                "B",
                () -> {
                  if (++calls[0] == 5) {
                    Thread.currentThread().interrupt();
                    throw new ClosedByInterruptException();
                  }
                }));
    List<Series> series = Alternation.of(new Effort(1, 3, Duration.ofDays(1))).run(contest);

    assertThat(Thread.interrupted()).isTrue();
    // three of the five to warm up
    assertThat(series).hasSize(2).allSatisfy(it -> assertThat(it.rounds()).hasSize(1));
  }

  @Test
  void anInterruptBetweenTwoRoundsEndsItToo() throws IOException {
    List<Series> series =
        Alternation.of(Effort.rounds(1000))
            .telling(
                progress -> {
                  if (progress.rounds() == 2) {
                    Thread.currentThread().interrupt();
                  }
                })
            .run(three());

    assertThat(Thread.interrupted()).isTrue();
    assertThat(series).hasSize(3).allSatisfy(it -> assertThat(it.rounds()).hasSize(2));
  }

  @Test
  void aFailureIsNoInterrupt() {
    Contest contest =
        contest(
            contender(
                "A",
                () -> {
                  throw new IOException("broken");
                }));
    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> Alternation.of(Effort.rounds(1)).run(contest))
        .withMessage("broken");
  }

  @Test
  void aListenerHearsHowFarItIs() throws IOException {
    List<Progress> heard = new ArrayList<>();
    Alternation.of(Effort.rounds(4)).telling(heard::add).run(three());

    List<Progress> counted = heard.stream().filter(it -> it.rounds() > 0).toList();
    assertThat(heard).filteredOn(it -> it.rounds() == 0).allMatch(it -> it.series().isEmpty());
    assertThat(counted).extracting(Progress::fraction).containsExactly(0.25, 0.5, 0.75, 1.0);
    assertThat(counted.get(2).series())
        .hasSize(3)
        .allSatisfy(it -> assertThat(it.rounds()).hasSize(3));
  }

  @Test
  void aBudgetEndsItButNotBeforeTheLeast() throws IOException {
    assertThat(Alternation.of(Effort.within(Duration.ZERO)).run(three()))
        .hasSize(3)
        .allSatisfy(it -> assertThat(it.rounds()).hasSize(6));
    assertThat(Alternation.of(Effort.within(Duration.ofSeconds(2))).run(three()).get(0).rounds())
        .hasSizeGreaterThan(6);
  }

  @Test
  void aRoundMovesSixteenMebibytesOrFourHundredFilesOrFourColdOnes() {
    Effort effort = Effort.rounds(21);
    assertThat(effort.times(size(1024, Cache.WARM))).isEqualTo(400);
    assertThat(effort.times(size(1 << 20, Cache.WARM))).isEqualTo(16);
    assertThat(effort.times(size(1L << 30, Cache.WARM))).isEqualTo(1);
    assertThat(effort.times(size(1024, Cache.COLD))).isEqualTo(4);
  }

  @Test
  void smallTransfersHaveNineTimesAsManyRounds() {
    Effort effort = Effort.rounds(21);
    assertThat(effort.most(size((1 << 20) - 1, Cache.WARM))).isEqualTo(189);
    assertThat(effort.least(size((1 << 20) - 1, Cache.WARM))).isEqualTo(189);
    assertThat(effort.most(size(1 << 20, Cache.WARM))).isEqualTo(21);
    assertThat(effort.most(size(1024, Cache.COLD))).isEqualTo(21);
    assertThat(Effort.within(Duration.ofSeconds(1)).least(size(1024, Cache.WARM))).isEqualTo(6);
  }

  private static Setting size(long size, Cache cache) {
    return new Setting(Work.SEND, Mode.BLOCKING, cache, size);
  }

  @Test
  void anEffortThatMakesNoSenseIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Effort(3, 2, Duration.ofSeconds(1)))
        .withMessage(
            "least rounds 3, most 2, budget PT1S: want 1 <= least <= most, and a budget that is not"
                + " negative");
  }
}
