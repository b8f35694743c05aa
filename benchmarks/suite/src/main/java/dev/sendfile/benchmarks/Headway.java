package dev.sendfile.benchmarks;

import dev.sendfile.bench.plot.Units;
import dev.sendfile.benchmarks.Schedule.Appointment;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** Prints a line for each contest: how long it took, and what is left. */
final class Headway {

  private final List<Appointment> schedule;
  private final PrintWriter out;
  private final long began = System.nanoTime();
  private long contestBegan;
  private int done;

  Headway(List<Appointment> schedule, PrintWriter out) {
    this.schedule = schedule;
    this.out = out;
  }

  void begin(Appointment appointment) {
    contestBegan = System.nanoTime();
    out.printf(Locale.ROOT, "  %2d/%d  %-32s ", done + 1, schedule.size(), label(appointment));
    out.flush();
  }

  void end(String happened) {
    done++;
    Duration left = left();
    out.printf(
        Locale.ROOT,
        "%.1f s, %s%s%n",
        (System.nanoTime() - contestBegan) / 1e9,
        happened,
        left.isZero() ? "" : "; left: about " + words(left));
    out.flush();
  }

  private static String label(Appointment appointment) {
    var setting = appointment.setting();
    return setting.work().label()
        + ", "
        + setting.mode().label()
        + ", "
        + setting.cache().label()
        + ", "
        + Units.size(setting.size());
  }

  /** What the others are planned to take, if they keep to it as those before did. */
  private Duration left() {
    double past = planned(schedule.subList(0, done));
    double ahead = planned(schedule.subList(done, schedule.size()));
    return Duration.ofSeconds(Math.round((System.nanoTime() - began) / 1e9 * ahead / past));
  }

  private static double planned(List<Appointment> appointments) {
    return appointments.stream().mapToLong(it -> it.effort().budget().toMillis()).sum();
  }

  private static String words(Duration left) {
    return left.toSeconds() < 90 ? left.toSeconds() + " s" : (left.toSeconds() + 30) / 60 + " min";
  }
}
