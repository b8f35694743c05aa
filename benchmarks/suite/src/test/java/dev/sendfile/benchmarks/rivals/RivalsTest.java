package dev.sendfile.benchmarks.rivals;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sendfile.bench.contest.Bench;
import dev.sendfile.bench.contest.Contender;
import dev.sendfile.bench.contest.Contest;
import dev.sendfile.bench.contest.SendEntrant;
import dev.sendfile.bench.result.Cache;
import dev.sendfile.bench.result.LeftOut;
import dev.sendfile.bench.result.Mode;
import dev.sendfile.bench.result.Setting;
import dev.sendfile.bench.result.Work;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RivalsTest {

  /** More than a rival's own buffer, and no multiple of it. */
  private static final long SIZE = 70_001;

  @TempDir Path folder;

  @Test
  void eachMovesTheBytesAgainAndAgain() throws IOException {
    List<String> names = new ArrayList<>();
    try (Bench bench = Bench.builder().folder(folder).processors("").open()) {
      for (Work work : List.of(Work.SEND, Work.HEADER)) {
        for (Mode mode : List.of(Mode.BLOCKING, Mode.NON_BLOCKING)) {
          names.addAll(move(bench, new Setting(work, mode, Cache.WARM, SIZE)));
        }
      }
    }

    assertThat(names).containsOnly("COMMONS_IO", "GUAVA", "OKIO", "NETTY_NIO", "NETTY_EPOLL");
  }

  /** Those who took part, or told why not. */
  private static List<String> move(Bench bench, Setting setting) throws IOException {
    List<SendEntrant> all = Rivals.sending();
    List<String> wanted = all.stream().map(SendEntrant::name).toList();
    List<String> names = new ArrayList<>();
    try (Contest contest =
        bench.contest(setting, wanted::contains, all.toArray(SendEntrant[]::new))) {
      for (Contender contender : contest.contenders()) {
        contender.prove();
        contender.round(3);
        contender.prove();
        names.add(contender.name());
      }
      contest.leftOut().stream().map(LeftOut::variant).forEach(names::add);
    }
    return names;
  }
}
