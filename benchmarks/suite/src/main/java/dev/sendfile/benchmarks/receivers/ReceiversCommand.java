package dev.sendfile.benchmarks.receivers;

import com.google.gson.GsonBuilder;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Serves slow receivers, and tells what that took. */
@Command(
    name = "receivers",
    description = "Serves thousands of slow receivers at once from virtual threads.",
    mixinStandardHelpOptions = true)
public final class ReceiversCommand implements Callable<Integer> {

  private static final String FILE = "receivers.json";

  @Option(
      names = "--output",
      paramLabel = "FOLDER",
      defaultValue = ".",
      description = "where " + FILE + " goes")
  private Path folder = Path.of(".");

  @Option(
      names = "--receivers",
      paramLabel = "COUNT",
      defaultValue = "10000",
      description = "how many; ${DEFAULT-VALUE} unless told")
  private int receivers;

  @Option(
      names = "--bytes",
      paramLabel = "BYTES",
      defaultValue = "196608",
      description = "for each of them; ${DEFAULT-VALUE} unless told")
  private int bytes;

  @Option(
      names = "--rate",
      paramLabel = "BYTES",
      defaultValue = "16384",
      description = "that each takes in a second; ${DEFAULT-VALUE} unless told")
  private int rate;

  @Option(
      names = "--limit",
      paramLabel = "SECONDS",
      defaultValue = "300",
      description = "after which the run fails; ${DEFAULT-VALUE} unless told")
  private int limit;

  @Spec private CommandSpec spec;

  /** For picocli. */
  @SuppressWarnings("NullAway.Init")
  public ReceiversCommand() {}

  @Override
  public Integer call() throws IOException, InterruptedException {
    positive("--receivers", receivers);
    positive("--bytes", bytes);
    positive("--rate", rate);
    positive("--limit", limit);
    PrintWriter out = spec.commandLine().getOut();
    if (!VirtualThreads.available()) {
      throw new ParameterException(
          spec.commandLine(),
          "Java "
              + Runtime.version()
              + " has no virtual threads: run this on Java 21 or later, with --java for example");
    }
    ServiceCost cost = new Service(receivers, bytes, rate, Duration.ofSeconds(limit)).run();
    try (Writer writer = Files.newBufferedWriter(folder.resolve(FILE))) {
      new GsonBuilder().setPrettyPrinting().create().toJson(cost, writer);
      writer.write('\n');
    }
    out.println(cost.line());
    if (cost.complete() < receivers) {
      spec.commandLine()
          .getErr()
          .println(
              "benchmarks: "
                  + (receivers - cost.complete())
                  + " receivers did not get the bytes that were sent");
      return 1;
    }
    return 0;
  }

  private void positive(String option, int value) {
    if (value <= 0) {
      throw new ParameterException(
          spec.commandLine(), option + " is " + value + ": expected 1 or more");
    }
  }
}
