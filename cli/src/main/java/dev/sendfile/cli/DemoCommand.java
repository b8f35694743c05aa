package dev.sendfile.cli;

import dev.sendfile.Sendfile;
import dev.sendfile.StrategyInfo;
import dev.sendfile.spi.Availability.Unavailable;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
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
    description = "Move a file of random bytes by each strategy, and check what arrives.",
    footer = {
      "",
      "Each strategy moves the file within this process over each route that it serves: once"
          + " to a receiver that compares what arrives with the file, then up to three times to"
          + " one that only counts. The fastest of those gives the MB/s, millions of bytes a"
          + " second until that receiver has seen the end. The file has just been written, so"
          + " no disk is read.",
      "",
      "On the route prepared -> tcp it is a small file, kept open and mapped, that is sent again"
          + " and again over one connection: the MB/s is that of many short sends."
    })
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class DemoCommand implements Callable<Integer> {

  @ParentCommand private SendfileCommand root;
  @Spec private CommandSpec spec;

  @Option(
      names = "--size",
      paramLabel = "SIZE",
      converter = SizeConverter.class,
      defaultValue = "32MiB",
      description = "Size of the file, like 1000 or 1GiB (default: ${DEFAULT-VALUE}).")
  private long size;

  private record Report(String jvm, long size, List<Trial.Outcome> results, boolean verified) {}

  @Override
  public Integer call() throws CommandException, IOException, InterruptedException {
    Sendfile sendfile = root.sendfile(spec);
    List<StrategyInfo> strategies = sendfile.strategies();
    List<Trial.Outcome> outcomes = outcomes(sendfile, strategies);
    boolean verified = !outcomes.isEmpty() && outcomes.stream().allMatch(Trial.Outcome::good);
    Report report = new Report(Version.jvm(), size, outcomes, verified);
    PrintWriter out = spec.commandLine().getOut();
    if (root.json()) {
      Json.print(report, out);
    } else {
      out.println(report.jvm());
      out.println("a file of " + size + " bytes by each strategy, over each route");
      out.println(
          "prepared: one of "
              + PreparedRoute.FILE_BYTES
              + " bytes, "
              + PreparedRoute.SENDS
              + " times over one connection");
      out.println();
      out.print(DemoTables.served(outcomes));
      if (outcomes.stream().anyMatch(it -> it.notServed() != null)) {
        out.println();
        out.print(DemoTables.notServed(outcomes));
      }
      printUnavailable(strategies, out);
      printFailures(report, spec.commandLine().getErr());
    }
    return verified ? spec.exitCodeOnSuccess() : spec.exitCodeOnExecutionException();
  }

  private List<Trial.Outcome> outcomes(Sendfile sendfile, List<StrategyInfo> strategies)
      throws CommandException, IOException, InterruptedException {
    try (RandomFile file = RandomFile.of(size);
        RandomFile small = RandomFile.of(PreparedRoute.FILE_BYTES)) {
      Trial trial = new Trial(sendfile);
      List<DemoRoute> routes = routes(file.path(), small.path());
      List<Trial.Outcome> outcomes = new ArrayList<>();
      for (StrategyInfo strategy : strategies) {
        if (strategy.availability().isAvailable()) {
          for (DemoRoute route : routes) {
            outcomes.add(trial.of(strategy, route));
          }
        }
      }
      return outcomes;
    }
  }

  private static List<DemoRoute> routes(Path file, Path small) {
    return List.of(
        new SampleRoute(file, Kind.FILE, Kind.TCP),
        new SampleRoute(file, Kind.FILE, Kind.UNIX),
        new SampleRoute(file, Kind.FILE, Kind.PIPE),
        new SampleRoute(file, Kind.FILE, Kind.CHANNEL),
        new SampleRoute(file, Kind.FILE, Kind.STREAM),
        new SampleRoute(file, Kind.FILE, Kind.FILE),
        new SampleRoute(file, Kind.TCP, Kind.FILE),
        new SampleRoute(file, Kind.TCP, Kind.TCP),
        new PreparedRoute(small));
  }

  private static void printUnavailable(List<StrategyInfo> strategies, PrintWriter out) {
    for (StrategyInfo it : strategies) {
      if (it.availability() instanceof Unavailable unavailable) {
        out.println();
        out.println("not available: " + it.name() + " (" + it.technique() + ")");
        out.println("  cause:  " + unavailable.cause());
        out.println("  remedy: " + unavailable.remedy());
      }
    }
  }

  private void printFailures(Report report, PrintWriter err) {
    if (report.results().isEmpty()) {
      err.println(spec.qualifiedName() + ": no strategy is available");
      err.println("deploy a provider, for example sendfile-provider-rwloop");
    }
    for (Trial.Outcome it : report.results()) {
      if (!it.good()) {
        err.println(
            spec.qualifiedName() + ": " + it.strategy() + ", " + it.route() + ": " + it.error());
      }
    }
  }
}
