package dev.sendfile.benchmarks.engine;

import com.google.gson.GsonBuilder;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.Callable;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Runs the benchmarks of this package. */
@Command(
    name = "engine",
    description = "Measures the engine's own cost with JMH, beside the same calls by hand.",
    mixinStandardHelpOptions = true)
public final class EngineCommand implements Callable<Integer> {

  @Option(
      names = "--output",
      paramLabel = "FOLDER",
      defaultValue = ".",
      description = "where jmh-jdk${sys:java.specification.version}.json and the sum of it go")
  private Path folder = Path.of(".");

  @Option(names = "--quick", description = "one short fork each: shows that it runs, little more")
  private boolean quick;

  @Spec private CommandSpec spec;

  /** For picocli. */
  @SuppressWarnings("NullAway.Init")
  public EngineCommand() {}

  @Override
  public Integer call() throws IOException, RunnerException {
    PrintWriter out = spec.commandLine().getOut();
    String jdk = "jdk" + Runtime.version().feature();
    Path raw = Files.createTempFile("sendfile-jmh", ".json"); // JMH empties it when it begins
    raw.toFile().deleteOnExit();
    EngineCosts costs = EngineCosts.of(new Runner(options(raw).build()).run());
    try (InputStream in = Files.newInputStream(raw)) { // a copy of the file would be private, too
      Files.copy(in, folder.resolve("jmh-" + jdk + ".json"), StandardCopyOption.REPLACE_EXISTING);
    }
    try (var writer = Files.newBufferedWriter(folder.resolve("engine-" + jdk + ".json"))) {
      new GsonBuilder().setPrettyPrinting().create().toJson(costs, writer);
      writer.write('\n');
    }
    costs.lines().forEach(out::println);
    return 0;
  }

  private ChainedOptionsBuilder options(Path raw) {
    return new OptionsBuilder()
        .include(EngineCommand.class.getPackageName().replace(".", "\\.") + "\\.[A-Z]")
        .addProfiler(GCProfiler.class)
        .forks(quick ? 1 : 2)
        .warmupIterations(quick ? 1 : 2)
        .measurementIterations(quick ? 3 : 5)
        .warmupTime(TimeValue.milliseconds(quick ? 300 : 1000))
        .measurementTime(TimeValue.milliseconds(quick ? 300 : 1000))
        .resultFormat(ResultFormatType.JSON)
        .result(raw.toString())
        .shouldFailOnError(true)
        .verbosity(VerboseMode.SILENT);
  }
}
