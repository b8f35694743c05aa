package dev.sendfile.bench.contest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.tuple;

import dev.sendfile.bench.result.Cache;
import dev.sendfile.bench.result.LeftOut;
import dev.sendfile.bench.result.Mode;
import dev.sendfile.bench.result.Sample;
import dev.sendfile.bench.result.Series;
import dev.sendfile.bench.result.Setting;
import dev.sendfile.bench.result.Work;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What takes part in which setting, each with the proof that it moves the bytes. */
class ContestTest {

  private static final Effort TWO_ROUNDS = new Effort(2, 2, Duration.ZERO); // without warming up

  private static Bench bench;

  @BeforeAll
  static void open() throws IOException {
    bench = Bench.builder().processors("").open();
  }

  @AfterAll
  static void close() throws IOException {
    bench.close();
  }

  /** Those of the class path of this test, without native ones. */
  static Stream<Case> everyWorkInEveryMode() {
    String library = "SENDFILE SENDFILE_WITHOUT_NATIVE";
    String prepared =
        "SENDFILE_PREPARED SENDFILE_PREPARED_WITHOUT_NATIVE MAPPED_BY_HAND SENDFILE_MAPPED"
            + " SENDFILE_MAPPED_WITHOUT_NATIVE";
    String channels =
        String.join(
            " ",
            "READ_WRITE_BY_HAND C_SENDFILE",
            library,
            "SENDFILE_NIO SENDFILE_RWLOOP",
            prepared,
            "SENDFILE_PATH SENDFILE_PATH_WITHOUT_NATIVE");
    String streams =
        "SENDFILE_PLAIN_SOCKET SENDFILE_PLAIN_SOCKET_WITHOUT_NATIVE FILES_COPY STREAM_TRANSFER_TO";
    String alone = "SENDFILE_NIO SENDFILE_RWLOOP";
    String header = String.join(" ", "WRITE_TRANSFER_TO C_SENDFILE", library, alone, prepared);
    String receive = "TRANSFER_FROM READ_WRITE_BY_HAND C_SPLICE RECEIVE RECEIVE_WITHOUT_NATIVE";
    String pump = "LOOP_64K LOOP_1M C_SPLICE PUMP PUMP_WITHOUT_NATIVE";
    return Stream.of(
            new Case(Work.SEND, Mode.BLOCKING, "TRANSFER_TO", channels, streams),
            new Case(Work.SEND, Mode.NON_BLOCKING, "TRANSFER_TO", channels),
            new Case(Work.SEND, Mode.VIRTUAL, "USUAL_LOOP", channels, streams),
            new Case(Work.HEADER, Mode.BLOCKING, header),
            new Case(Work.HEADER, Mode.NON_BLOCKING, header),
            new Case(Work.HEADER, Mode.VIRTUAL, header),
            new Case(Work.RECEIVE, Mode.BLOCKING, receive, "STREAM"),
            new Case(Work.RECEIVE, Mode.NON_BLOCKING, receive),
            new Case(Work.RECEIVE, Mode.VIRTUAL, receive, "STREAM"),
            new Case(Work.PUMP, Mode.BLOCKING, pump, "STREAM"),
            new Case(Work.PUMP, Mode.NON_BLOCKING, pump),
            new Case(Work.PUMP, Mode.VIRTUAL, pump, "STREAM"),
            new Case(Work.COPY, Mode.BLOCKING, "FILES_COPY COPY COPY_WITHOUT_NATIVE COPY_RWLOOP"))
        .filter(it -> Runner.objection(it.setting().mode()).isEmpty());
  }

  record Case(Setting setting, List<String> variants) {
    Case(Work work, Mode mode, String... variants) {
      this(
          new Setting(work, mode, Cache.WARM, 4096),
          List.of(String.join(" ", variants).split(" ")));
    }
  }

  @ParameterizedTest
  @MethodSource
  void everyWorkInEveryMode(Case it) throws IOException {
    try (Contest contest = bench.contest(it.setting(), name -> true)) {
      List<String> names = new ArrayList<>();
      for (Contender contender : contest.contenders()) {
        contender.prove();
        for (int round = 0; round < 2; round++) {
          assertThat(contender.round(2).nanos()).isPositive();
        }
        names.add(contender.name());
      }
      contest.leftOut().stream()
          .map(LeftOut::variant)
          .filter(name -> name.startsWith("C_")) // where there is no compiler
          .forEach(names::add);
      assertThat(names).containsExactlyInAnyOrderElementsOf(it.variants());
    }
  }

  @Test
  void aFileIsDroppedFromTheCacheButNotOneThatIsKeptMapped() throws IOException {
    Setting cold = new Setting(Work.SEND, Mode.BLOCKING, Cache.COLD, 4096);
    if (bench.objection(cold).isPresent()) {
      assertThat(bench.objection(cold).get()).containsAnyOf("dd of GNU coreutils", "bench.dir");
      return;
    }
    try (Contest contest = bench.contest(cold, name -> name.matches("TRANSFER_TO|.*MAPPED.*"))) {
      List<Series> series = Alternation.of(TWO_ROUNDS).run(contest);
      assertThat(series).extracting(Series::variant).containsExactly("TRANSFER_TO");
      assertThat(contest.leftOut()).isEmpty();
    }
  }

  @Test
  void aSeriesNamesTheStrategyThatMovedTheBytes() throws IOException {
    Setting setting = new Setting(Work.SEND, Mode.BLOCKING, Cache.WARM, 1 << 20);
    String leading = Runtime.version().feature() < 22 ? "rwloop" : "nio"; // no mmap is here
    try (Contest contest =
        bench.contest(setting, name -> name.matches("TRANSFER_TO|SENDFILE|SENDFILE_RWLOOP"))) {
      assertThat(Alternation.of(TWO_ROUNDS).run(contest))
          .extracting(Series::variant, Series::strategy)
          .containsExactly(
              tuple("TRANSFER_TO", ""),
              tuple("SENDFILE", leading),
              tuple("SENDFILE_RWLOOP", "rwloop"));
    }
  }

  @Test
  void aStrategyThatIsNotDeployedIsLeftOutWithTheReason() throws IOException {
    Setting setting = new Setting(Work.PUMP, Mode.BLOCKING, Cache.WARM, 1);
    try (Contest contest = bench.contest(setting, "NATIVE_SPLICE"::equals)) {
      assertThat(contest.contenders()).isEmpty();
      assertThat(contest.leftOut())
          .singleElement()
          .satisfies(
              it -> {
                assertThat(it.setting()).isEqualTo(setting);
                assertThat(it.variant()).isEqualTo("NATIVE_SPLICE");
                assertThat(it.reason())
                    .contains("no strategy or technique is named 'native-splice'");
              });
      assertThat(Alternation.of(TWO_ROUNDS).run(contest)).isEmpty();
    }
  }

  @Test
  void aRoundCountsWhatRunsAndWhatIsAllocated() throws IOException {
    Setting setting = new Setting(Work.RECEIVE, Mode.BLOCKING, Cache.WARM, 64 << 10);
    try (Contest contest = bench.contest(setting, "STREAM"::equals)) {
      Sample sample = contest.contenders().get(0).round(10);
      // it is read around the time that passes, and a little more of it may have run
      assertThat(sample.cpuNanos()).isBetween(1L, 2 * sample.nanos());
      assertThat(sample.allocatedBytes()).isGreaterThanOrEqualTo(16 << 10); // its buffer
    }
  }

  @Test
  void whatMakesNoSenseIsRefused() throws IOException {
    refused(Work.COPY, Mode.NON_BLOCKING, Cache.WARM, 1, "files are copied in mode blocking alone");
    refused(Work.RECEIVE, Mode.BLOCKING, Cache.COLD, 1, "receive reads no file that could be cold");
    refused(Work.PUMP, Mode.BLOCKING, Cache.COLD, 1, "pump reads no file that could be cold");
    refused(Work.SEND, Mode.BLOCKING, Cache.WARM, 0, "a transfer of 0 bytes: want 1 or more");
    if (Runtime.version().feature() < 21) {
      refused(
          Work.SEND,
          Mode.VIRTUAL,
          Cache.WARM,
          1,
          "virtual threads need Java 21 or later, and this");
    }
  }

  private static void refused(Work work, Mode mode, Cache cache, long size, String reason)
      throws IOException {
    Setting setting = new Setting(work, mode, cache, size);
    assertThat(bench.objection(setting)).get().asString().contains(reason);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> bench.contest(setting, name -> true))
        .withMessageContaining(setting + ": " + reason);
  }
}
