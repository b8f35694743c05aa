package dev.sendfile.benchmarks;

import dev.sendfile.bench.result.Cache;
import dev.sendfile.bench.result.LeftOut;
import dev.sendfile.bench.result.Mode;
import dev.sendfile.bench.result.Place;
import dev.sendfile.bench.result.Results;
import dev.sendfile.bench.result.Sample;
import dev.sendfile.bench.result.Series;
import dev.sendfile.bench.result.Setting;
import dev.sendfile.bench.result.Work;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Results that nobody measured: each variant takes the time that it is told, with some noise. */
public final class Made {

  public static final Setting SETTING = new Setting(Work.SEND, Mode.BLOCKING, Cache.WARM, 1 << 20);

  private final Random random;
  private final double noise;
  private int rounds = 15;
  private final List<Series> series = new ArrayList<>();
  private final List<LeftOut> leftOut = new ArrayList<>();

  private Made(double noise, long seed) {
    this.noise = noise;
    random = new Random(seed);
  }

  public static Made exactly() {
    return new Made(0, 0);
  }

  /** With noise of a normal distribution, as a part of the time. */
  public static Made withNoise(double part, long seed) {
    return new Made(part, seed);
  }

  public Made rounds(int howMany) {
    rounds = howMany;
    return this;
  }

  /** Adds a variant that takes as much processor time as time. */
  public Made add(Setting setting, String variant, double nanos) {
    return add(setting, variant, nanos, nanos);
  }

  public Made add(Setting setting, String variant, double nanos, double cpuNanos) {
    List<Sample> samples = new ArrayList<>();
    for (int i = 0; i < rounds; i++) {
      double factor = 1 + noise * random.nextGaussian();
      samples.add(new Sample((long) (nanos * factor), (long) (cpuNanos * factor), 256));
    }
    series.add(new Series(setting, variant, "", samples));
    return this;
  }

  public Made leftOut(Setting setting, String variant, String reason) {
    leftOut.add(new LeftOut(setting, variant, reason));
    return this;
  }

  public Results on(String java) {
    return new Results(
        Results.FORMAT,
        "v0-1-gabc",
        "benchmarks/run",
        "2026-01-01T00:00:00Z",
        new Place(
            "some processor",
            2,
            8L << 30,
            "Linux 6.1 amd64",
            "ext4",
            "0,1",
            java,
            "OpenJDK 64-Bit"),
        series,
        leftOut);
  }
}
