package dev.sendfile.benchmarks.report;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Makes a page of results. */
@Command(
    name = "report",
    description =
        "Writes README.md, tables and plots of the results in a folder, into that folder.",
    mixinStandardHelpOptions = true)
public final class ReportCommand implements Callable<Integer> {

  @Parameters(
      arity = "0..1",
      paramLabel = "FOLDER",
      defaultValue = "benchmarks/report",
      description = "where the results lie; ${DEFAULT-VALUE} unless told")
  private Path folder = Path.of("");

  @Spec private CommandSpec spec;

  /** For picocli. */
  @SuppressWarnings("NullAway.Init")
  public ReportCommand() {}

  @Override
  public Integer call() {
    System.setProperty("java.awt.headless", "true"); // or Java looks for a display
    try {
      Optional<String> complaint = Report.write(folder);
      complaint.ifPresent(this::complain);
      spec.commandLine().getOut().println("report: " + folder.resolve("README.md"));
      return complaint.isPresent() ? 1 : 0;
    } catch (IOException e) {
      complain(String.valueOf(e.getMessage()));
      return 1;
    }
  }

  private void complain(String words) {
    spec.commandLine().getErr().println("benchmarks report: " + words);
  }
}
