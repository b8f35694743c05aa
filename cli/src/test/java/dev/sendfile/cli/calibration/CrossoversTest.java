package dev.sendfile.cli.calibration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sendfile.bench.result.Cache;
import dev.sendfile.bench.result.Mode;
import dev.sendfile.bench.result.Sample;
import dev.sendfile.bench.result.Series;
import dev.sendfile.bench.result.Setting;
import dev.sendfile.bench.result.Work;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class CrossoversTest {

  private static final int ROUNDS = 40;
  private static final double MICROSECOND = 1000;

  private final Random random = new Random(1);
  private final List<Measured> sizes = new ArrayList<>();

  /** Adds a size: the built-in strategy takes 10 µs, others that divided by their gain. */
  private void at(long size, String builtIn, double noise, Object... strategiesAndGains) {
    Map<String, Double> gains = new LinkedHashMap<>(Map.of(builtIn, 1.0));
    for (int i = 0; i < strategiesAndGains.length; i += 2) {
      gains.put((String) strategiesAndGains[i], (Double) strategiesAndGains[i + 1]);
    }
    List<Series> series = new ArrayList<>();
    gains.forEach((strategy, gain) -> series.add(series(size, strategy, gain, noise)));
    sizes.add(Measured.of(size, builtIn, series));
  }

  private Series series(long size, String strategy, double gain, double noise) {
    Setting setting = new Setting(Work.SEND, Mode.BLOCKING, Cache.WARM, size);
    List<Sample> rounds =
        Stream.generate(() -> 10 * MICROSECOND / gain * Math.exp(noise * random.nextGaussian()))
            .limit(ROUNDS)
            .map(it -> new Sample(it.longValue(), it.longValue(), 0))
            .toList();
    return new Series(setting, strategy, strategy, rounds);
  }

  private List<String> chosen() {
    return Crossovers.decide(sizes).stream().map(Choice::strategy).toList();
  }

  private NavigableMap<Long, String> entries() {
    return Crossovers.entries(Crossovers.decide(sizes));
  }

  private static NavigableMap<Long, String> entries(Object... lengthsAndStrategies) {
    NavigableMap<Long, String> entries = new TreeMap<>();
    for (int i = 0; i < lengthsAndStrategies.length; i += 2) {
      entries.put(
          ((Integer) lengthsAndStrategies[i]).longValue(), (String) lengthsAndStrategies[i + 1]);
    }
    return entries;
  }

  /** Of strategies that are equal, an interval lies above 1 by chance now and then. */
  @Test
  void noiseMovesNextToNothing() {
    long choices = 0;
    long moved = 0;
    for (int machine = 0; machine < 100; machine++) {
      sizes.clear();
      for (long size = 1024; size <= 1 << 20; size *= 2) {
        at(size, size <= 8192 ? "rwloop" : "nio", 0.3, "nio", 1.0, "rwloop", 1.0, "mmap", 1.0);
      }
      choices += sizes.size();
      moved += Crossovers.decide(sizes).stream().filter(Choice::moved).count();
    }
    assertThat((double) moved / choices).isLessThan(0.01);
  }

  @Test
  void aClearWinMovesToTheLengthsAtWhichItWasSeen() {
    at(1024, "rwloop", 0.1, "mmap", 0.5);
    at(4096, "rwloop", 0.1, "mmap", 1.3);
    at(16384, "nio", 0.1, "mmap", 1.4);
    at(65536, "nio", 0.1, "mmap", 0.8);
    assertThat(chosen()).containsExactly("rwloop", "mmap", "mmap", "nio");
    assertThat(entries()).isEqualTo(entries(4096, "mmap", 16385, "nothing"));
  }

  @Test
  void aWinAtAllSizesIsOneEntry() {
    at(1024, "rwloop", 0.1, "nio", 1.3);
    at(4096, "rwloop", 0.1, "nio", 1.5);
    at(16384, "nio", 0.1, "rwloop", 0.8);
    assertThat(entries()).isEqualTo(entries(0, "nio", 16384, "nothing"));
    at(65536, "mmap", 0.1, "nio", 1.5);
    assertThat(entries()).isEqualTo(entries(0, "nio"));
  }

  @Test
  void aCrossoverMovesDown() {
    at(1024, "rwloop", 0.1, "nio", 0.7);
    at(4096, "rwloop", 0.1, "nio", 1.2);
    at(16384, "nio", 0.1, "rwloop", 0.8);
    assertThat(entries()).isEqualTo(entries(4096, "nio", 16384, "nothing"));
  }

  @Test
  void aCrossoverMovesUp() {
    at(8192, "rwloop", 0.1, "nio", 0.7);
    at(16384, "nio", 0.1, "rwloop", 1.2);
    at(32768, "nio", 0.1, "rwloop", 0.8);
    assertThat(entries()).isEqualTo(entries(8193, "rwloop", 16385, "nothing"));
  }

  @Test
  void aLoneWinBetweenLossesIsChance() {
    at(1024, "rwloop", 0.1, "nio", 0.9);
    at(4096, "rwloop", 0.1, "nio", 1.3);
    at(16384, "rwloop", 0.1, "nio", 0.9);
    assertThat(entries()).isEmpty();
  }

  @Test
  void aWinAtTheEdgeNeedsANeighbourThatAgrees() {
    at(1024, "rwloop", 0.1, "nio", 1.3);
    at(4096, "rwloop", 0.1, "nio", 0.9);
    at(16384, "rwloop", 0.1, "mmap", 1.2);
    at(65536, "rwloop", 0.1, "mmap", 1.3);
    assertThat(chosen()).containsExactly("rwloop", "rwloop", "mmap", "mmap");
    assertThat(entries()).isEqualTo(entries(16384, "mmap"));
  }

  @Test
  void aSizeThatWasMeasuredAloneNeedsNoNeighbour() {
    at(1024, "rwloop", 0.1, "nio", 1.3);
    assertThat(entries()).isEqualTo(entries(0, "nio"));
  }

  @Test
  void aGainTooSmallToBeWorthItStays() {
    at(1024, "rwloop", 0.001, "nio", 1.02);
    at(4096, "rwloop", 0.001, "nio", 1.02);
    assertThat(entries()).isEmpty();
  }

  @Test
  void twoThatAreAboutAsFastDoNotTakeTurns() {
    at(1024, "rwloop", 0.001, "nio", 1.310, "mmap", 1.300);
    at(4096, "rwloop", 0.001, "nio", 1.300, "mmap", 1.310);
    at(16384, "rwloop", 0.001, "nio", 1.310, "mmap", 1.300);
    assertThat(entries()).isEqualTo(entries(0, "nio"));
  }

  @Test
  void twoWinnersMeetWhereTheSecondBeginsAndTheBuiltInOrderHoldsBetween() {
    at(1024, "rwloop", 0.1, "mmap", 1.5, "nio", 1.05);
    at(4096, "rwloop", 0.1, "mmap", 0.8, "nio", 1.5);
    at(16384, "rwloop", 0.1, "mmap", 0.8, "nio", 1.5);
    assertThat(Crossovers.decide(sizes.subList(1, 3)))
        .extracting(Choice::strategy)
        .containsExactly("nio", "nio");
    assertThat(entries()).isEqualTo(entries(4096, "nio"));
  }

  @Test
  void fewRoundsMoveNothing() {
    Setting setting = new Setting(Work.SEND, Mode.BLOCKING, Cache.WARM, 1024);
    List<Sample> slow = Arrays.asList(new Sample[5]);
    List<Sample> fast = Arrays.asList(new Sample[5]);
    slow.replaceAll(it -> new Sample(2000, 2000, 0));
    fast.replaceAll(it -> new Sample(1000, 1000, 0));
    sizes.add(
        Measured.of(
            1024,
            "nio",
            List.of(
                new Series(setting, "nio", "nio", slow),
                new Series(setting, "rwloop", "rwloop", fast))));
    assertThat(entries()).isEmpty();
  }

  @Test
  void nothingMovesWhereTheBuiltInStrategyDidNotTakePart() {
    Setting setting = new Setting(Work.SEND, Mode.BLOCKING, Cache.WARM, 1024);
    Series other = new Series(setting, "rwloop", "rwloop", List.of(new Sample(1, 1, 0)));
    sizes.add(Measured.of(1024, "nio", List.of(other)));
    assertThat(chosen()).containsExactly("nio");
    assertThat(entries()).isEmpty();
  }
}
