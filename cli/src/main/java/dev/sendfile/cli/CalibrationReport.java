package dev.sendfile.cli;

import dev.sendfile.bench.contest.Occasion;
import dev.sendfile.bench.contest.Progress;
import dev.sendfile.bench.plot.Units;
import dev.sendfile.bench.result.PairedRatio;
import dev.sendfile.bench.result.Place;
import dev.sendfile.cli.calibration.Calibrated;
import dev.sendfile.cli.calibration.CalibratedText;
import dev.sendfile.cli.calibration.Calibration;
import dev.sendfile.cli.calibration.Choice;
import dev.sendfile.cli.text.Redrawn;
import dev.sendfile.cli.text.ShellWord;
import dev.sendfile.cli.text.Terminal;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a calibration shows: a line that is redrawn while it measures, a table for each route. */
final class CalibrationReport implements Calibration.Listener, AutoCloseable {

  private static final long PAUSE_NANOS = 250_000_000;
  private static final double PERCENT = 100;

  private final boolean json;
  private final PrintWriter out;
  private final @Nullable Redrawn line;
  private final List<Route> routes = new ArrayList<>();
  private long shown = System.nanoTime() - PAUSE_NANOS;

  private record Report(String profile, long moved, List<Route> routes, List<String> leftOut) {}

  private record Route(
      String route, String situation, Map<Long, String> entries, List<Size> sizes) {}

  /**
   * One size.
   *
   * @param gain of the strategy over the built-in one, where it moved
   */
  private record Size(long size, String builtIn, String strategy, @Nullable PairedRatio gain) {
    static Size of(Choice it) {
      return new Size(
          it.measured().size(),
          it.measured().builtIn(),
          it.strategy(),
          it.moved() ? it.gain() : null);
    }
  }

  CalibrationReport(boolean json, PrintWriter out) {
    this.json = json;
    this.out = out;
    Optional<Terminal> terminal = Terminal.find().filter(Terminal::canRedraw);
    line =
        terminal.map(it -> new Redrawn(System.err, () -> Terminal.find().orElse(it))).orElse(null);
  }

  /** Says where it runs. */
  void begin(Place place) {
    if (!json) {
      Load.warning(place.processors()).ifPresent(out::println);
      PlaceText.of(place).lines().forEach(out::println);
      out.flush();
    }
  }

  @Override
  public void progressed(Occasion occasion, Progress progress, double done) {
    long now = System.nanoTime();
    if (line != null && now - shown >= PAUSE_NANOS) {
      shown = now;
      line.show(
          List.of(
              String.format(
                  Locale.ROOT,
                  "%.0f %% done: %s, %s, round %d; Ctrl-C ends it, and writes nothing",
                  done * PERCENT,
                  occasion.label(),
                  Units.size(progress.setting().size()),
                  progress.rounds())));
    }
  }

  @Override
  public void calibrated(Calibrated calibrated) {
    close();
    Occasion occasion = calibrated.occasion();
    routes.add(
        new Route(
            occasion.label(),
            occasion.situation().toString(),
            calibrated.entries(),
            calibrated.choices().stream().map(Size::of).toList()));
    if (!json) {
      out.println();
      out.println(occasion.label() + " (" + occasion.situation() + ")");
      out.print(CalibratedText.of(calibrated));
      out.flush();
    }
  }

  /**
   * Says what was written, and how it is used.
   *
   * @param leftOut routes that the time did not suffice for
   */
  void end(Path file, List<Calibrated> all, List<String> leftOut) {
    close();
    long moved = all.stream().flatMap(it -> it.choices().stream()).filter(Choice::moved).count();
    long asked = all.stream().mapToLong(it -> it.choices().size()).sum();
    Path whole = file.toAbsolutePath().normalize();
    if (json) {
      Json.print(new Report(whole.toString(), moved, routes, leftOut), out);
      return;
    }
    out.println();
    if (!leftOut.isEmpty()) {
      out.println(
          "left out, as the time was over: "
              + String.join(", ", leftOut)
              + "; give more --seconds, or fewer routes and sizes: --route, --size");
    }
    if (moved == 0) {
      out.println("nothing moved: the built-in order is as good as any that was seen here");
      out.println(whole + " names nothing, and need not be used");
      return;
    }
    out.println(moved + " of " + asked + " choices moved; written to " + whole);
    out.println("to use it, on this machine and JDK");
    String option = ShellWord.quoted("-Ddev.sendfile.profile=" + whole);
    out.format("  any program   java %s ...%n", option); // to be copied, so not to be broken
    out.format("  this command  SENDFILE_JAVA_OPTS=%s%n", option);
    out.println("  OSGi          profile = " + whole + " in the configuration dev.sendfile");
  }

  /** Says why it took longer than it was asked to, if it did. */
  void overrun(Optional<String> words) {
    if (!json) {
      words.ifPresent(out::println);
    }
  }

  /** Takes away what is redrawn. */
  @Override
  public void close() {
    if (line != null) {
      line.close();
    }
  }
}
