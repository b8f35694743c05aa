package dev.sendfile.cli;

import static dev.sendfile.cli.Table.Column.WORDS;

import dev.sendfile.Explanation;
import dev.sendfile.Explanation.Verdict;
import dev.sendfile.Sendfile;
import dev.sendfile.TransferRequest;
import dev.sendfile.spi.Capability;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
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

  @Parameters(paramLabel = "FILE", description = "The file that would be sent.")
  private Path file;

  @Option(
      names = "--to",
      required = true,
      paramLabel = "KIND",
      converter = TargetKind.Converter.class,
      completionCandidates = TargetKind.Names.class,
      description = "What it would be sent to: ${COMPLETION-CANDIDATES}.")
  private TargetKind to;

  @Mixin private RangeOptions range;
  @Mixin private ForceOption force;

  @Option(names = "--json", description = "Print one JSON object instead of a table.")
  private boolean json;

  private record Report(
      String route,
      long length,
      @Nullable String forced,
      @Nullable String chosen,
      List<Standing> strategies,
      List<String> notes) {

    static Report of(Explanation it) {
      return new Report(
          it.route().toString(),
          it.length(),
          it.forced().orElse(null),
          it.chosen().orElse(null),
          it.verdicts().stream().map(Standing::of).toList(),
          it.notes());
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
  public Integer call() throws IOException {
    Sendfile sendfile = force.of(root.sendfile(spec));
    try (SampleTarget target = to.open()) {
      TransferRequest request = range.of(target.request().apply(TransferRequest.from(file)));
      Report report = Report.of(sendfile.explain(request));
      PrintWriter out = spec.commandLine().getOut();
      if (json) {
        out.println(Json.of(report));
      } else {
        print(report, out);
      }
    }
    return spec.exitCodeOnSuccess();
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
