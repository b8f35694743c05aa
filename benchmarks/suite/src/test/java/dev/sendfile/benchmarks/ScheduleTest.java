package dev.sendfile.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sendfile.bench.result.Cache;
import dev.sendfile.bench.result.Mode;
import dev.sendfile.bench.result.Setting;
import dev.sendfile.bench.result.Work;
import dev.sendfile.benchmarks.Schedule.Appointment;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ScheduleTest {

  private static final Set<Work> ALL = EnumSet.allOf(Work.class);

  @Test
  void aFullRunLeavesRoomForTheRestOfItsTime() {
    // of 25 minutes for two JDKs, JMH takes some five, building, receivers and report one
    assertThat(budget(Schedule.full(ALL))).isLessThan(Duration.ofMinutes(10).plusSeconds(30));
  }

  @Test
  void aQuickRunIsOverInAMinute() {
    assertThat(budget(Schedule.quick(ALL))).isLessThanOrEqualTo(Duration.ofMinutes(1));
  }

  @Test
  void everyContestIsThereOnce() {
    assertThat(Schedule.full(ALL)).extracting(Appointment::setting).doesNotHaveDuplicates();
  }

  @Test
  void onlyTheWorksThatAreWantedAreThere() {
    assertThat(Schedule.full(EnumSet.of(Work.PUMP)))
        .extracting(Appointment::setting)
        .contains(new Setting(Work.PUMP, Mode.BLOCKING, Cache.WARM, 1 << 20))
        .allMatch(it -> it.work() == Work.PUMP);
  }

  private static Duration budget(List<Appointment> schedule) {
    return schedule.stream().map(it -> it.effort().budget()).reduce(Duration.ZERO, Duration::plus);
  }
}
