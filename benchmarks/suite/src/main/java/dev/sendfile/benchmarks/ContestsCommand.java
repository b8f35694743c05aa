package dev.sendfile.benchmarks;

import dev.sendfile.bench.contest.Alternation;
import dev.sendfile.bench.contest.Bench;
import dev.sendfile.bench.contest.Contest;
import dev.sendfile.bench.contest.SendEntrant;
import dev.sendfile.bench.result.LeftOut;
import dev.sendfile.bench.result.Results;
import dev.sendfile.bench.result.ResultsFile;
import dev.sendfile.bench.result.Series;
import dev.sendfile.bench.result.Setting;
import dev.sendfile.bench.result.Work;
import dev.sendfile.benchmarks.Schedule.Appointment;
import dev.sendfile.benchmarks.rivals.Rivals;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Runs one contest after the other, and writes down what was measured after each. */
@Command(
    name = "contests",
    description = "Measures whole transfers in alternation: the library, and all its rivals.",
    mixinStandardHelpOptions = true)
public final class ContestsCommand implements Callable<Integer> {

  /** Stands for all contenders of a contest that was not held. */
  private static final String ALL = "*";

  @Option(
      names = "--output",
      paramLabel = "FOLDER",
      defaultValue = ".",
      description = "where results-jdkNN.json goes")
  private Path folder = Path.of(".");

  @Option(names = "--quick", description = "few sizes and rounds: shows that it runs, little more")
  private boolean quick;

  @Option(
      names = "--only",
      paramLabel = "WORK",
      description = "one of ${COMPLETION-CANDIDATES}; may be given again")
  private Set<Work> works = EnumSet.allOf(Work.class);

  @Option(
      names = "--variants",
      paramLabel = "REGEX",
      defaultValue = ".*",
      description = "takes contenders by name")
  private Pattern variants = Pattern.compile(".*");

  @Option(
      names = "--files",
      paramLabel = "FOLDER",
      defaultValue = "${sys:java.io.tmpdir}",
      description = "where the files lie that are sent; ${DEFAULT-VALUE} unless told")
  private Path files = Path.of(".");

  @Option(
      names = "--commit",
      defaultValue = "unknown",
      description = "what is measured, for those who read the results")
  private String commit = "unknown";

  @Option(
      names = "--command",
      defaultValue = "unknown",
      description = "the command that measures it, for the same readers")
  private String command = "unknown";

  @Spec private CommandSpec spec;

  private final List<Series> series = new ArrayList<>();
  private final List<LeftOut> leftOut = new ArrayList<>();
  private boolean failed;

  /** For picocli. */
  @SuppressWarnings("NullAway.Init")
  public ContestsCommand() {}

  @Override
  public Integer call() throws IOException {
    List<Appointment> schedule = quick ? Schedule.quick(works) : Schedule.full(works);
    try (Interruption interruption = new Interruption();
        Bench bench = Bench.builder().folder(files).open()) {
      hold(schedule, bench, interruption);
    }
    return failed ? 1 : 0;
  }

  private void hold(List<Appointment> schedule, Bench bench, Interruption interruption)
      throws IOException {
    String began = Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
    Path file = folder.resolve("results-jdk" + Runtime.version().feature() + ".json");
    Headway headway = new Headway(schedule, spec.commandLine().getOut());
    for (Appointment appointment : schedule) {
      headway.begin(appointment);
      String happened = hold(appointment, bench, interruption);
      if (Thread.interrupted() || interruption.wanted()) {
        happened += ", cut short";
      }
      ResultsFile.write(
          new Results(Results.FORMAT, commit, command, began, bench.place(), series, leftOut),
          file);
      headway.end(happened);
      if (interruption.wanted()) {
        failed = true;
        return;
      }
    }
  }

  /** Returns in words what came of it. */
  private String hold(Appointment appointment, Bench bench, Interruption interruption)
      throws IOException {
    Setting setting = appointment.setting();
    Optional<String> objection = bench.objection(setting);
    if (objection.isPresent()) {
      leftOut.add(new LeftOut(setting, ALL, objection.get()));
      return "left out: " + objection.get();
    }
    Predicate<String> wanted = variants.asMatchPredicate();
    SendEntrant[] entrants = Rivals.sending().toArray(SendEntrant[]::new);
    try (Contest contest = bench.contest(setting, wanted, entrants)) {
      leftOut.addAll(contest.leftOut());
      List<Series> measured = Alternation.of(appointment.effort()).run(contest);
      series.addAll(measured);
      return measured.stream()
          .findFirst()
          .map(it -> measured.size() + " variants, " + it.rounds().size() + " rounds")
          .orElse("nothing measured");
    } catch (IOException e) {
      if (interruption.wanted()) {
        return "nothing measured";
      }
      // what the others tell is worth having
      failed = true;
      leftOut.add(new LeftOut(setting, ALL, "failed: " + e.getMessage()));
      PrintWriter err = spec.commandLine().getErr();
      err.println("benchmarks: no result for " + setting + ": " + e.getMessage());
      return "failed";
    }
  }
}
