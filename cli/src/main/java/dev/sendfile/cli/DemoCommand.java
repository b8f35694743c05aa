package dev.sendfile.cli;

import static dev.sendfile.cli.Table.Column.NUMBERS;
import static dev.sendfile.cli.Table.Column.WORDS;

import dev.sendfile.Sendfile;
import dev.sendfile.StrategyInfo;
import dev.sendfile.spi.Availability.Unavailable;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Shows every strategy at work on this machine. */
@Command(
    name = "demo",
    description = "Send a file of random bytes by each strategy, and check what arrives.",
    footer = {
      "",
      "Each strategy sends the file over TCP inside this machine: to a receiver that checks"
          + " the SHA-256, then up to five times to one that only counts. The fastest of those"
          + " gives the MB/s, millions of bytes a second until that receiver has seen the end."
          + " The file has just been written, so no disk is read."
    })
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class DemoCommand implements Callable<Integer> {

  @ParentCommand private SendfileCommand root;
  @Spec private CommandSpec spec;

  @Option(
      names = "--size",
      paramLabel = "SIZE",
      converter = SizeConverter.class,
      defaultValue = "64MiB",
      description = "Size of the file, like 1000 or 1GiB (default: ${DEFAULT-VALUE}).")
  private long size;

  @Option(names = "--json", description = "Print one JSON object instead of a table.")
  private boolean json;

  private record Report(String jvm, List<Trial.Outcome> results) {
    boolean allVerified() {
      return !results.isEmpty() && results.stream().allMatch(Trial.Outcome::verified);
    }
  }

  @Override
  public Integer call() throws Exception {
    Sendfile sendfile = root.sendfile(spec);
    List<StrategyInfo> strategies = sendfile.strategies();
    Report report = new Report(Version.jvm(), outcomes(sendfile, strategies));
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(Json.of(report));
    } else {
      out.println(report.jvm());
      out.println();
      out.print(table(report));
      printUnavailable(strategies, out);
    }
    printFailures(report, spec.commandLine().getErr());
    return report.allVerified() ? spec.exitCodeOnSuccess() : spec.exitCodeOnExecutionException();
  }

  private List<Trial.Outcome> outcomes(Sendfile sendfile, List<StrategyInfo> strategies)
      throws Exception {
    try (RandomFile file = RandomFile.of(size)) {
      Trial trial = new Trial(file);
      List<Trial.Outcome> outcomes = new ArrayList<>();
      for (StrategyInfo strategy : strategies) {
        if (strategy.availability().isAvailable()) {
          outcomes.add(trial.of(strategy, sendfile));
        }
      }
      return outcomes;
    }
  }

  private static Table table(Report report) {
    Table table =
        new Table(WORDS, WORDS, WORDS, NUMBERS, NUMBERS, WORDS)
            .row("strategy", "technique", "route", "bytes", "MB/s", "verified");
    for (Trial.Outcome it : report.results()) {
      Speed speed = new Speed(it.bytes(), it.seconds());
      String verified = it.verified() ? "yes" : "NO";
      table.row(it.strategy(), it.technique(), it.route(), it.bytes(), speed, verified);
    }
    return table;
  }

  private static void printUnavailable(List<StrategyInfo> strategies, PrintWriter out) {
    for (StrategyInfo it : strategies) {
      if (it.availability() instanceof Unavailable unavailable) {
        out.printf("%nnot available: %s (%s)%n", it.name(), it.technique());
        out.printf("  cause:  %s%n  remedy: %s%n", unavailable.cause(), unavailable.remedy());
      }
    }
  }

  private void printFailures(Report report, PrintWriter err) {
    if (report.results().isEmpty()) {
      err.println(spec.qualifiedName() + ": no strategy is available");
      err.println("deploy a provider, for example sendfile-provider-rwloop");
    }
    for (Trial.Outcome it : report.results()) {
      if (!it.verified()) {
        String why = it.error() == null ? "what arrived is not what was sent" : it.error();
        err.println(spec.qualifiedName() + ": " + it.strategy() + ": " + why);
      }
    }
  }
}
