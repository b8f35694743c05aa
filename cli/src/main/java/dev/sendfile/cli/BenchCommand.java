package dev.sendfile.cli;

import dev.sendfile.bench.contest.Bench;
import dev.sendfile.bench.plot.NoFontsException;
import dev.sendfile.bench.result.Cache;
import dev.sendfile.bench.result.LeftOut;
import dev.sendfile.bench.result.Mode;
import dev.sendfile.bench.result.Results;
import dev.sendfile.bench.result.ResultsFile;
import dev.sendfile.bench.result.Setting;
import dev.sendfile.bench.result.Work;
import dev.sendfile.cli.bench.PlotFiles;
import dev.sendfile.cli.bench.Run;
import dev.sendfile.cli.bench.Variants;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Times the library beside what the JDK offers. */
@Command(
    name = "bench",
    description = "Time each strategy beside the JDK's own ways, on this machine.",
    footer = {
      "",
      "Whole transfers are timed, to or from a process of its own, until that has all bytes. All"
          + " variants take turns, round by round, so that what disturbs one disturbs all: trust"
          + " the ratios more than the times. SENDFILE is what the library chooses; each strategy"
          + " is forced too. Every variant proves first that it moves the right bytes.",
      "",
      "Ctrl-C ends it, and prints what there is."
    })
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class BenchCommand implements Callable<Integer> {

  @ParentCommand private SendfileCommand root;
  @Spec private CommandSpec spec;

  @Option(
      names = "--work",
      paramLabel = "WORK",
      defaultValue = "send",
      converter = Named.WorkConverter.class,
      completionCandidates = Named.Works.class,
      description = {
        "What is moved: ${COMPLETION-CANDIDATES}; may be repeated (default: ${DEFAULT-VALUE})."
      })
  private List<Work> works;

  @Option(
      names = "--size",
      paramLabel = "SIZE",
      split = ",",
      defaultValue = "4KiB,64KiB,1MiB,64MiB",
      converter = SizeConverter.class,
      description = "Bytes of a transfer; may be repeated (default: ${DEFAULT-VALUE}).")
  private List<Long> sizes;

  @Option(
      names = "--mode",
      paramLabel = "MODE",
      defaultValue = "blocking",
      converter = Named.ModeConverter.class,
      completionCandidates = Named.Modes.class,
      description = {
        "How threads and connections wait: ${COMPLETION-CANDIDATES}; may be repeated (default:"
            + " ${DEFAULT-VALUE})."
      })
  private List<Mode> modes;

  @Option(
      names = "--only",
      paramLabel = "REGEX",
      description = {
        "Only variants whose whole name matches, 'TRANSFER_TO|SENDFILE.*' for example. Some take"
            + " part only if asked for: C_..., ..._WITHOUT_NATIVE."
      })
  private @Nullable Pattern only;

  @Option(
      names = "--seconds",
      paramLabel = "N",
      defaultValue = "110",
      description = {
        "How long all of it may take (default: ${DEFAULT-VALUE}). What is not begun by then is left"
            + " out."
      })
  private int seconds;

  @Option(
      names = "--output",
      paramLabel = "FILE",
      description = "Also write the results as JSON, for benchmarks/compare.")
  private @Nullable Path output;

  @Option(
      names = "--plot",
      paramLabel = "FILE",
      description = {
        "Also draw throughput over size as SVG, and other plots into files beside it."
      })
  private @Nullable Path plot;

  @Override
  public Integer call() throws CommandException, IOException {
    List<Setting> settings = settings();
    check();
    Variants variants = new Variants(only);
    String began = Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
    try (Bench bench = Bench.builder().library(root.sendfile(spec)).open();
        BenchReport report =
            new BenchReport(root.json(), bench.place(), spec.commandLine().getOut())) {
      long started = System.nanoTime();
      Run run = new Run(bench, variants, report);
      untilInterrupted(run, settings);
      if (run.series().isEmpty()) {
        throw nothing(run, variants);
      }
      Results results =
          new Results(
              Results.FORMAT,
              "sendfile " + Version.project(),
              "sendfile "
                  + String.join(" ", spec.root().commandLine().getParseResult().originalArgs()),
              began,
              bench.place(),
              run.series(),
              run.leftOut());
      if (output != null) {
        ResultsFile.write(results, output);
      }
      report.end(results);
      report.overrun(Overrun.words(seconds, System.nanoTime() - started));
      if (plot != null) {
        report.plotted(draw(results, plot));
      }
    }
    return spec.exitCodeOnSuccess();
  }

  /** All that was asked for, one size after the other. */
  private List<Setting> settings() {
    List<Setting> settings = new ArrayList<>();
    for (Work work : works) {
      for (Mode mode : modes) {
        for (long size : sizes) {
          settings.add(new Setting(work, mode, Cache.WARM, size));
        }
      }
    }
    return settings;
  }

  /** Finds out what would go wrong before anyone is kept waiting for it. */
  private void check() throws CommandException {
    BenchOptions.check(spec, sizes, seconds);
    if (output != null) {
      new Output(output).check();
    }
    if (plot != null) {
      new Output(plot).check();
    }
  }

  private static List<Path> draw(Results results, Path file) throws CommandException {
    try {
      return PlotFiles.write(results, file);
    } catch (NoFontsException e) {
      throw new CommandException(
          "no plot drawn: Java finds no fonts here",
          "install some: on Debian and Ubuntu, apt-get install fontconfig fonts-dejavu-core",
          e);
    } catch (IOException e) {
      throw new CommandException(
          file + " cannot be written: " + Cause.of(e),
          Room.hint(file.toAbsolutePath().resolveSibling("."), -1) + "name a file elsewhere",
          e);
    }
  }

  private void untilInterrupted(Run run, List<Setting> settings) throws IOException {
    Interrupts interrupts = root.interrupts();
    interrupts.closes(Thread.currentThread()::interrupt);
    try {
      run.run(settings, Duration.ofSeconds(seconds));
    } catch (IOException e) {
      if (!interrupts.happened()) {
        throw e;
      }
    }
    Thread.interrupted(); // it has done its work; what follows may use channels
  }

  private CommandException nothing(Run run, Variants variants) {
    if (root.interrupts().happened()) {
      return new CommandException(
          "interrupted before a round was complete", "let it run for some seconds", null);
    }
    if (variants.known().isEmpty()) { // there was no contest at all
      return new CommandException(
          run.leftOut().get(0).reason(), "ask for another --work or --mode", null);
    }
    if (run.leftOut().isEmpty()) {
      return new CommandException(
          "no variant is named " + only, "there are " + String.join(", ", variants.known()), null);
    }
    LeftOut first = run.leftOut().get(0);
    return new CommandException(
        first.variant() + " cannot take part: " + first.reason(),
        "there are " + String.join(", ", variants.known()),
        null);
  }
}
