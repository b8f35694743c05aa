package dev.sendfile.bench.contest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.sendfile.Sendfile;
import dev.sendfile.bench.result.Series;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Strategies beside each other; those of the class path of this test are nio and rwloop. */
class StrategyContestTest {

  private static final Effort ONE_ROUND = new Effort(1, 1, Duration.ZERO); // without warming up
  private static final long LARGE = 64 << 10;

  private static Bench bench;

  @BeforeAll
  static void open() throws IOException {
    bench = Bench.builder().processors("").open();
  }

  @AfterAll
  static void close() throws IOException {
    bench.close();
  }

  @ParameterizedTest
  @EnumSource
  void eachStrategyMovesTheBytesByItself(Occasion occasion) throws IOException {
    try (StrategyContest contest = bench.strategies(occasion, 1000)) {
      assertThat(contest.situation()).isEqualTo(occasion.situation());
      assertThat(contest.contenders()).extracting(Contender::name).contains("rwloop");
      assertThat(contest.contenders().get(0).name()).isEqualTo(contest.chosen().orElseThrow());
      assertThat(Alternation.of(ONE_ROUND).run(contest))
          .isNotEmpty()
          .allSatisfy(it -> assertThat(it.strategy()).isEqualTo(it.variant()))
          .extracting(Series::variant)
          .doesNotHaveDuplicates();
    }
  }

  @Test
  void aLargeFileThatIsNotKeptMappedIsAnotherSituation() throws IOException {
    try (StrategyContest contest = bench.strategies(Occasion.MAPPED, LARGE)) {
      assertThat(contest.situation()).isEqualTo(Occasion.PREPARED.situation());
    }
  }

  @Test
  void whatAnOperatorHasWeighedIsNotMeasured() throws IOException {
    Sendfile weighed = Sendfile.builder().weight("nio", 1).build();
    try (Bench other = Bench.builder().processors("").library(weighed).open();
        StrategyContest contest = other.strategies(Occasion.SEND, 1000)) {
      assertThat(contest.chosen()).hasValue("nio");
      assertThat(contest.contenders()).extracting(Contender::name).containsExactly("nio");
    }
  }

  @Test
  void noBytesAreNoTransfer() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> bench.strategies(Occasion.SEND, 0))
        .withMessageContaining("0 bytes");
  }
}
