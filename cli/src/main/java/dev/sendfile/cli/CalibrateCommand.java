package dev.sendfile.cli;

import dev.sendfile.Profile;
import dev.sendfile.Sendfile;
import dev.sendfile.bench.contest.Bench;
import dev.sendfile.bench.contest.Occasion;
import dev.sendfile.bench.contest.StrategyContest;
import dev.sendfile.cli.calibration.Calibrated;
import dev.sendfile.cli.calibration.Calibration;
import dev.sendfile.cli.calibration.Choice;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Finds out which strategy is the fastest at which lengths here, and writes that as a profile. */
@Command(
    name = "calibrate",
    description = "Measure which strategy is the fastest at which lengths here; write a profile.",
    footer = {
      "",
      "All strategies that serve a route take turns, each forced. The built-in choice stays unless"
          + " another one is certainly faster: the 95 %% interval of the ratio, round by round, lies"
          + " above 1, and a size beside it agrees. So a busy machine moves too little, rather than"
          + " too much.",
      "",
      "The profile holds for this machine and this JDK, and is ignored elsewhere."
    })
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class CalibrateCommand implements Callable<Integer> {

  @ParentCommand private SendfileCommand root;
  @Spec private CommandSpec spec;

  @Option(
      names = "--output",
      paramLabel = "FILE",
      defaultValue = "sendfile.profile",
      description = "The profile that is written (default: ${DEFAULT-VALUE}).")
  private Path output;

  @Option(names = "--replace", description = "Replace the profile that is there.")
  private boolean replace;

  @Option(
      names = "--route",
      paramLabel = "ROUTE",
      converter = Named.OccasionConverter.class,
      completionCandidates = Named.Occasions.class,
      description = "What to measure: ${COMPLETION-CANDIDATES}; may be repeated (default: all).")
  private List<Occasion> routes = List.of(Occasion.values());

  @Option(
      names = "--size",
      paramLabel = "SIZE",
      split = ",",
      defaultValue = "1KiB,2KiB,4KiB,8KiB,16KiB,32KiB,64KiB,256KiB,1MiB",
      converter = SizeConverter.class,
      description = {
        "Bytes of a transfer; may be repeated (default: powers of two up to 64KiB, then 256KiB and"
            + " 1MiB)."
      })
  private List<Long> sizes;

  @Option(
      names = "--seconds",
      paramLabel = "N",
      defaultValue = "110",
      description = {
        "How long all of it may take (default: ${DEFAULT-VALUE}). What is not begun by then is left"
            + " out, with the route that it belongs to."
      })
  private int seconds;

  @Override
  public Integer call() throws CommandException, IOException {
    check();
    Sendfile builtIn =
        root.sendfile(spec).withForce("nothing").withProfile(Profile.builder().build());
    try (CalibrationReport report =
        new CalibrationReport(root.json(), spec.commandLine().getOut())) {
      long started = System.nanoTime();
      List<Calibrated> all = measure(builtIn, report);
      Optional<String> overrun = Overrun.words(seconds, System.nanoTime() - started);
      Profile.Builder profile = Profile.builder();
      all.forEach(it -> it.addTo(profile));
      store(profile.build());
      verify(builtIn, all);
      report.end(output, all, leftOut(all));
      report.overrun(overrun);
    }
    return spec.exitCodeOnSuccess();
  }

  /** Finds out what would go wrong before anyone is kept waiting for it. */
  private void check() throws CommandException {
    BenchOptions.check(spec, sizes, seconds);
    sizes = sizes.stream().sorted().distinct().toList();
    new Output(output).check();
    Path folder = output.toAbsolutePath().getParent();
    if (folder != null && !Files.isWritable(folder)) {
      throw new CommandException(
          "no file may be made in " + folder + " by this user",
          "name one elsewhere: --output",
          null);
    }
    if (Files.exists(output) && !replace) {
      throw new CommandException(
          output + " exists", "say --replace, or name another file: --output", null);
    }
  }

  private List<Calibrated> measure(Sendfile builtIn, CalibrationReport report)
      throws CommandException, IOException {
    Interrupts interrupts = root.interrupts();
    List<Calibrated> all = List.of();
    try (Bench bench = Bench.builder().library(builtIn).open()) {
      report.begin(bench.place());
      interrupts.closes(Thread.currentThread()::interrupt);
      all = new Calibration(bench, report).run(routes, sizes, Duration.ofSeconds(seconds));
    } catch (IOException e) {
      if (!interrupts.happened()) {
        throw e;
      }
    }
    if (interrupts.happened()) {
      throw new CommandException(
          "interrupted, and no profile was written", "let it run, or give fewer --seconds", null);
    }
    interrupts.release();
    if (all.isEmpty()) {
      throw new CommandException(
          "no route was measured at all sizes within " + seconds + " s, and no profile was written",
          "give more --seconds, or fewer routes and sizes: --route, --size",
          null);
    }
    return all;
  }

  private List<String> leftOut(List<Calibrated> all) {
    return routes.stream()
        .filter(it -> all.stream().noneMatch(done -> done.occasion() == it))
        .map(Occasion::label)
        .toList();
  }

  private void store(Profile profile) throws CommandException {
    try {
      profile.store(output);
    } catch (IOException e) {
      throw new CommandException(
          output + " cannot be written: " + Cause.of(e),
          Room.hint(output.toAbsolutePath().resolveSibling("."), -1)
              + "name another file: --output",
          e);
    }
  }

  /** Reads the profile as an application will, and asks what it would choose. */
  private void verify(Sendfile builtIn, List<Calibrated> all) throws CommandException, IOException {
    Sendfile profiled = builtIn.withProfile(Profile.load(output));
    List<String> wrong = new ArrayList<>();
    if (all.stream().allMatch(it -> it.entries().isEmpty())) {
      return;
    }
    try (Bench bench = Bench.builder().library(profiled).open()) {
      for (Calibrated calibrated : all) {
        for (Choice it : calibrated.choices()) {
          String chosen =
              it.moved()
                  ? chosen(bench, calibrated.occasion(), it.measured().size())
                  : it.strategy();
          if (!chosen.equals(it.strategy())) {
            wrong.add(
                calibrated.occasion().label()
                    + ", "
                    + it.measured().size()
                    + " bytes, where "
                    + chosen
                    + " is chosen");
          }
        }
      }
    }
    if (!wrong.isEmpty()) {
      throw new CommandException(
          output + " was written, but does not take effect at " + String.join("; ", wrong),
          "this is a fault of the command: report it with the file",
          null);
    }
  }

  private static String chosen(Bench bench, Occasion occasion, long size) throws IOException {
    try (StrategyContest contest = bench.strategies(occasion, size)) {
      return contest.chosen().orElse("none");
    }
  }
}
