package dev.sendfile.bench.plot;

import dev.sendfile.bench.result.Cache;
import dev.sendfile.bench.result.Mode;
import dev.sendfile.bench.result.Place;
import dev.sendfile.bench.result.Results;
import dev.sendfile.bench.result.Sample;
import dev.sendfile.bench.result.Series;
import dev.sendfile.bench.result.Setting;
import dev.sendfile.bench.result.Work;
import java.util.ArrayList;
import java.util.List;

/**
 * Results as a machine might give them on which each variant is a bit slower than the one before.
 */
final class Measured {

  static final Group GROUP = new Group(Work.SEND, Mode.BLOCKING, Cache.WARM);

  static final List<String> MANY =
      List.of(
          "SENDFILE",
          "SENDFILE_PREPARED",
          "SENDFILE_PATH",
          "C_SENDFILE",
          "TRANSFER_TO",
          "NETTY_EPOLL",
          "NETTY_NIO",
          "SENDFILE_WITHOUT_NATIVE",
          "SENDFILE_NIO",
          "SENDFILE_RWLOOP",
          "NATIVE_SENDFILE",
          "MAPPED_BY_HAND",
          "READ_WRITE_BY_HAND",
          "FILES_COPY",
          "STREAM_TRANSFER_TO",
          "COMMONS_IO",
          "GUAVA",
          "OKIO");

  private static final Place PLACE =
      new Place(
          "AMD EPYC 7B13",
          2,
          8L << 30,
          "Linux 6.1.0-37-cloud-amd64 amd64",
          "ext4",
          "0,1",
          "25.0.3+9-LTS",
          "OpenJDK 64-Bit Server VM, Eclipse Adoptium");

  private Measured() {}

  static Results of(List<String> variants) {
    List<Series> series = new ArrayList<>();
    for (int power = 10; power <= 30; power += 2) {
      Setting setting = GROUP.at(1L << power);
      for (int i = 0; i < variants.size(); i++) {
        long nanos = (long) (4000 + i * 700 + Math.scalb(0.2 + 0.09 * i, power));
        List<Sample> rounds = List.of(new Sample(nanos, nanos - 1000, 0));
        series.add(new Series(setting, variants.get(i), "", rounds));
      }
    }
    return new Results(
        Results.FORMAT, "abc", "run", "2026-01-01T00:00:00Z", PLACE, series, List.of());
  }
}
