package dev.sendfile.benchmarks;

import dev.sendfile.bench.contest.Effort;
import dev.sendfile.bench.result.Cache;
import dev.sendfile.bench.result.Mode;
import dev.sendfile.bench.result.Setting;
import dev.sendfile.bench.result.Work;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/** Which contests there are, one after the other, and how long each may take. */
final class Schedule {

  private static final long KIB = 1L << 10;
  private static final long MIB = 1L << 20;
  private static final long GIB = 1L << 30;

  private final List<Appointment> appointments = new ArrayList<>();
  private final boolean quick;

  private Schedule(boolean quick) {
    this.quick = quick;
  }

  /**
   * One contest.
   *
   * @param setting what all contenders have in common
   * @param effort how long they alternate
   */
  record Appointment(Setting setting, Effort effort) {}

  /** What a full run measures: some ten minutes on one Java. */
  static List<Appointment> full(Set<Work> works) {
    return new Schedule(false)
        .warm(Work.SEND, Mode.BLOCKING, KIB, 4 * KIB, 16 * KIB, 64 * KIB, MIB, 16 * MIB, 256 * MIB)
        .warm(Work.SEND, Mode.BLOCKING, GIB)
        .warm(Work.SEND, Mode.NON_BLOCKING, 4 * KIB, 64 * KIB, MIB, 16 * MIB, 256 * MIB)
        .warm(Work.SEND, Mode.VIRTUAL, MIB, 16 * MIB, 64 * MIB)
        .cold(MIB, 64 * MIB)
        .warm(Work.HEADER, Mode.BLOCKING, KIB, 4 * KIB, 16 * KIB, 64 * KIB)
        .warm(Work.RECEIVE, Mode.BLOCKING, 4 * KIB, 64 * KIB, MIB, 64 * MIB, 256 * MIB)
        .warm(Work.PUMP, Mode.BLOCKING, 64 * KIB, MIB, 64 * MIB)
        .warm(Work.COPY, Mode.BLOCKING, 4 * KIB, MIB, 64 * MIB, 256 * MIB)
        .of(works);
  }

  /** What shows that all of it runs: about a minute on one Java. */
  static List<Appointment> quick(Set<Work> works) {
    return new Schedule(true)
        .warm(Work.SEND, Mode.BLOCKING, 4 * KIB, 64 * KIB, MIB, 64 * MIB)
        .warm(Work.SEND, Mode.NON_BLOCKING, 64 * KIB, MIB)
        .warm(Work.SEND, Mode.VIRTUAL, MIB)
        .cold(MIB)
        .warm(Work.HEADER, Mode.BLOCKING, 4 * KIB)
        .warm(Work.RECEIVE, Mode.BLOCKING, 64 * KIB, 64 * MIB)
        .warm(Work.PUMP, Mode.BLOCKING, MIB)
        .warm(Work.COPY, Mode.BLOCKING, MIB)
        .of(works);
  }

  private Schedule warm(Work work, Mode mode, long... sizes) {
    Arrays.stream(sizes).forEach(size -> add(new Setting(work, mode, Cache.WARM, size)));
    return this;
  }

  private Schedule cold(long... sizes) {
    Arrays.stream(sizes)
        .forEach(size -> add(new Setting(Work.SEND, Mode.BLOCKING, Cache.COLD, size)));
    return this;
  }

  private void add(Setting setting) {
    appointments.add(new Appointment(setting, quick ? shortly(setting) : thoroughly(setting)));
  }

  private List<Appointment> of(Set<Work> works) {
    return appointments.stream().filter(it -> works.contains(it.setting().work())).toList();
  }

  /**
   * Rounds of small transfers are short: so many of them are made (nine times what is said here)
   * that the budget hardly matters. Of large ones six are wanted, as fewer leave the ratio of two
   * variants uncertain, but for those that take longest.
   */
  private static Effort thoroughly(Setting setting) {
    if (setting.cache() == Cache.COLD) {
      return new Effort(3, 5, seconds(20));
    }
    if (setting.size() < MIB) {
      return new Effort(6, 6, seconds(12));
    }
    if (setting.size() < 256 * MIB) {
      return new Effort(6, 25, seconds(15));
    }
    return setting.size() < GIB ? new Effort(6, 11, seconds(30)) : new Effort(3, 6, seconds(90));
  }

  private static Effort shortly(Setting setting) {
    return new Effort(setting.cache() == Cache.COLD ? 1 : 2, 2, seconds(4));
  }

  private static Duration seconds(int seconds) {
    return Duration.ofSeconds(seconds);
  }
}
