package dev.sendfile.benchmarks;

import dev.sendfile.benchmarks.compare.CompareCommand;
import dev.sendfile.benchmarks.engine.EngineCommand;
import dev.sendfile.benchmarks.receivers.ReceiversCommand;
import dev.sendfile.benchmarks.report.ReportCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** What {@code benchmarks/run} calls, once for each Java and each kind of measurement. */
@Command(
    name = "benchmarks",
    description = "Measures sendfile and what people use today on the Java that runs this.",
    mixinStandardHelpOptions = true,
    subcommands = {
      ContestsCommand.class,
      EngineCommand.class,
      ReceiversCommand.class,
      ReportCommand.class,
      CompareCommand.class
    })
public final class Main {

  private Main() {}

  /**
   * Runs one of the commands, and ends the JVM with its exit code.
   *
   * @param args the command and its options
   */
  public static void main(String[] args) {
    System.exit(commandLine().execute(args));
  }

  static CommandLine commandLine() {
    return new CommandLine(new Main());
  }
}
