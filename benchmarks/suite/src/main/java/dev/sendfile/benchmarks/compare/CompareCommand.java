package dev.sendfile.benchmarks.compare;

import dev.sendfile.bench.result.Results;
import dev.sendfile.bench.result.ResultsFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The regression guard. */
@Command(
    name = "compare",
    description = "Tells what moved between two runs by more than the noise.",
    mixinStandardHelpOptions = true,
    exitCodeListHeading = "Exit code:%n",
    exitCodeList = {
      "0:nothing got worse",
      "1:something did",
      "2:the files cannot be compared, or the command line cannot be used"
    })
public final class CompareCommand implements Callable<Integer> {

  private static final int SAME = 0;
  private static final int WORSE = 1;
  private static final int NOT_COMPARABLE = 2;

  @Parameters(index = "0", paramLabel = "OLD.json", description = "results of the older version")
  private Path before = Path.of("");

  @Parameters(index = "1", paramLabel = "NEW.json", description = "results of the newer one")
  private Path now = Path.of("");

  @Option(
      names = "--effect",
      paramLabel = "PERCENT",
      defaultValue = "5",
      description = "the least change that matters; ${DEFAULT-VALUE} unless told")
  private double effect;

  @Option(
      names = "--level",
      paramLabel = "PERCENT",
      defaultValue = "1",
      description = "the part of alarms that may be false; ${DEFAULT-VALUE} unless told")
  private double level;

  @Option(names = "--all", description = "shows what did not move, and rivals, too")
  private boolean all;

  @Option(names = "--force", description = "compares runs of different machines or JDKs")
  private boolean force;

  @Spec private CommandSpec spec;

  /** For picocli. */
  @SuppressWarnings("NullAway.Init")
  public CompareCommand() {}

  @Override
  public Integer call() {
    Limits limits = new Limits(part("--level", level), part("--effect", effect));
    try {
      return compare(read(before), read(now), limits);
    } catch (IOException e) {
      complain(String.valueOf(e.getMessage()));
      return NOT_COMPARABLE;
    }
  }

  private static Results read(Path file) throws IOException {
    try {
      return ResultsFile.read(file);
    } catch (NoSuchFileException e) { // its message is the name alone
      throw new IOException(
          "there is no " + file + ": benchmarks/run writes a results-jdkNN.json for each Java", e);
    }
  }

  private int compare(Results old, Results young, Limits limits) {
    List<String> differences = Differences.between(old.place(), young.place());
    if (!differences.isEmpty() && !force) {
      complain("the runs cannot be compared; they differ in");
      differences.forEach(it -> err().println("  " + it));
      err().println("measure both versions in one place, or add --force to compare all the same");
      return NOT_COMPARABLE;
    }
    differences.forEach(it -> err().println("compared although they differ in " + it));
    Comparison comparison = Comparison.of(old, young);
    if (comparison.library().isEmpty()) {
      complain("nothing of the library was measured in both files, so there is nothing to compare");
      return NOT_COMPARABLE;
    }
    if (comparison.library().stream().allMatch(it -> it.pair().leastPValue() > limits.level())) {
      complain(
          "too few rounds: even the largest change could not be told from noise. Measure more of"
              + " them, without --quick");
      return NOT_COMPARABLE;
    }
    PrintWriter out = spec.commandLine().getOut();
    out.println("old: " + before + ", " + old.commit() + ", " + old.began());
    out.println("new: " + now + ", " + young.commit() + ", " + young.began());
    new Account(out, limits).print(comparison, all);
    return comparison.library().stream().anyMatch(it -> it.isWorse(limits)) ? WORSE : SAME;
  }

  private double part(String option, double percent) {
    if (!(percent > 0 && percent < 100)) {
      throw new ParameterException(
          spec.commandLine(), option + " is " + percent + ": expected more than 0, less than 100");
    }
    return percent / 100;
  }

  private void complain(String words) {
    err().println("benchmarks compare: " + words);
  }

  private PrintWriter err() {
    return spec.commandLine().getErr();
  }
}
