package dev.sendfile.cli;

import static dev.sendfile.cli.text.Table.Column.WORDS;

import dev.sendfile.Explanation;
import dev.sendfile.Explanation.Verdict;
import dev.sendfile.Sendfile;
import dev.sendfile.TransferRequest;
import dev.sendfile.TransferSource;
import dev.sendfile.cli.text.Table;
import dev.sendfile.spi.Capability;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Tells which strategy would send a file to a kind of target, and why. */
@Command(
    name = "explain",
    description = "Tell which strategy would send a file, and why. Sends nothing.")
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class ExplainCommand implements Callable<Integer> {

  @ParentCommand private SendfileCommand root;
  @Spec private CommandSpec spec;

  @Parameters(
      arity = "0..1",
      paramLabel = "FILE",
      description = "The file that would be sent; with --from, none.")
  private @Nullable Path file;

  @Option(
      names = "--from",
      paramLabel = "KIND",
      converter = Kind.Converter.class,
      completionCandidates = Kind.Names.class,
      description = "What it would come from, if not from FILE: kinds as for --to.")
  private @Nullable Kind from;

  @Option(
      names = "--to",
      required = true,
      paramLabel = "KIND",
      converter = Kind.Converter.class,
      completionCandidates = Kind.Names.class,
      description = "What it would be sent to: ${COMPLETION-CANDIDATES}.")
  private Kind to;

  @Mixin private RangeOptions range;
  @Mixin private ForceOption force;

  private record Report(
      String route,
      long length,
      @Nullable String forced,
      @Nullable String chosen,
      List<Standing> strategies,
      List<String> notes) {

    static Report of(Explanation it, List<String> notes) {
      return new Report(
          it.route().toString(),
          it.length(),
          it.forced().orElse(null),
          it.chosen().orElse(null),
          it.verdicts().stream().map(Standing::of).toList(),
          notes);
    }
  }

  private record Standing(
      String strategy,
      String technique,
      String standing,
      int weight,
      List<Capability> capabilities,
      String reason) {

    static Standing of(Verdict it) {
      return new Standing(
          it.strategy(),
          it.technique(),
          words(it.standing()),
          it.weight(),
          it.capabilities().stream().sorted().toList(),
          it.reason());
    }

    private static String words(Explanation.Standing standing) {
      return standing.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
  }

  @Override
  public Integer call() throws IOException, CommandException {
    Sendfile sendfile = force.of(root.sendfile(spec));
    Path path = file;
    Kind kind = from;
    if ((path == null) == (kind == null)) {
      throw new ParameterException(
          spec.commandLine(), "give either FILE, or with --from=KIND what it would come from");
    }
    if (kind != null && kind != Kind.FILE && range.offset() > 0) {
      throw new ParameterException(
          spec.commandLine(), "--offset " + range.offset() + " needs a file to begin in");
    }
    if (path != null) {
      ClosedDescriptor.refuse(path);
    }
    try (SampleTarget target = to.target();
        SampleSource source = kind == null ? null : kind.source()) {
      TransferSource begun =
          source != null ? source.request() : TransferRequest.from(Objects.requireNonNull(path));
      Explanation explanation = sendfile.explain(range.of(target.request().apply(begun)));
      print(Report.of(explanation, notes(explanation, sendfile)));
    }
    return spec.exitCodeOnSuccess();
  }

  /** Those of the library, and what holds for a process that makes one transfer alone. */
  private static List<String> notes(Explanation explanation, Sendfile sendfile) {
    List<String> notes = new ArrayList<>(explanation.notes());
    if (explanation.forced().isEmpty() && explanation.length() < NativeStrategies.WORTH_WAITING) {
      explanation
          .chosen()
          .filter(NativeStrategies.names(sendfile)::contains)
          .ifPresent(it -> notes.add(notYet(it, explanation, sendfile)));
    }
    return notes;
  }

  private static String notYet(String chosen, Explanation explanation, Sendfile sendfile) {
    Set<String> natives = NativeStrategies.names(sendfile);
    String meanwhile =
        explanation.verdicts().stream()
            .filter(it -> it.standing() == Explanation.Standing.FALLBACK)
            .map(Verdict::strategy)
            .filter(it -> !natives.contains(it))
            .findFirst()
            .orElse("another strategy");
    return chosen
        + " is prepared at its first use in each process: a command that moves so few bytes is"
        + " mostly over by then, and moves them by "
        + meanwhile
        + "; --force="
        + chosen
        + " waits for it";
  }

  private void print(Report report) {
    PrintWriter out = spec.commandLine().getOut();
    if (root.json()) {
      Json.print(report, out);
    } else {
      print(report, out);
    }
  }

  private static void print(Report report, PrintWriter out) {
    out.println(
        report.route()
            + (report.length() < 0 ? ", length not known" : ", " + report.length() + " bytes"));
    out.println();
    Table table =
        new Table(WORDS, WORDS, WORDS, WORDS).row("strategy", "technique", "standing", "why");
    for (Standing it : report.strategies()) {
      table.row(it.strategy(), it.technique(), it.standing(), it.reason());
    }
    out.print(table);
    if (!report.notes().isEmpty()) {
      Table notes = new Table(WORDS, WORDS);
      report.notes().forEach(it -> notes.row("note", it));
      out.println();
      out.print(notes);
    }
  }
}
