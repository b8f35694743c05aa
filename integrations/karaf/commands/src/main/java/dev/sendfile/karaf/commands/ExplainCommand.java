package dev.sendfile.karaf.commands;

import dev.sendfile.Explanation;
import dev.sendfile.Explanation.Verdict;
import dev.sendfile.Sendfile;
import dev.sendfile.TransferRequest;
import dev.sendfile.TransferSource;
import java.io.IOException;
import java.io.PrintStream;
import java.util.Locale;
import org.apache.karaf.shell.api.action.Action;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.api.console.Session;
import org.apache.karaf.shell.support.completers.FileCompleter;
import org.apache.karaf.shell.support.table.ShellTable;
import org.jspecify.annotations.Nullable;

/** {@code sendfile:explain} tells which strategy would run, and why the others would not. */
@Service
@Command(
    scope = "sendfile",
    name = "explain",
    description = "Tells which strategy would send a file, and why. Sends nothing.")
@SuppressWarnings("NullAway.Init") // the shell sets the fields
public final class ExplainCommand implements Action {

  @Reference private Sendfile sendfile;
  @Reference private Session session;

  @Argument(name = "FILE", description = "The file that would be sent; with --from, none.")
  @Completion(FileCompleter.class)
  private @Nullable String file;

  @Option(
      name = "--from",
      description =
          "What it would come from, if not from FILE: tcp, pipe, channel, stream or file.")
  @Completion(KindCompleter.class)
  private @Nullable String from;

  @Option(
      name = "--to",
      description = "What it would be sent to: tcp, pipe, channel, stream or file.")
  @Completion(KindCompleter.class)
  private String to = "tcp";

  @Option(name = "--offset", description = "Where it would begin in the file, in bytes.")
  private long offset;

  @Option(name = "--length", description = "How many bytes; without it, up to the end.")
  private @Nullable Long length;

  /** For the shell, which makes one for each call. */
  public ExplainCommand() {}

  @Override
  public @Nullable Object execute() throws IOException {
    try (Ends ends = new Ends()) {
      TransferRequest whole = Kind.of(to).target(source(ends), ends);
      print(
          sendfile.explain(length == null ? whole.offset(offset) : whole.range(offset, length)),
          System.out);
    }
    return null;
  }

  private TransferSource source(Ends ends) throws IOException {
    if (from != null && file == null) {
      return Kind.of(from).source(ends);
    }
    if (file != null && from == null) {
      return TransferRequest.from(session.currentDir().resolve(file));
    }
    throw new IllegalArgumentException(
        "give either FILE, or with --from KIND what it would come from");
  }

  static void print(Explanation explanation, PrintStream out) {
    long bytes = explanation.length();
    out.println(explanation.route() + (bytes < 0 ? ", length not known" : ", " + bytes + " bytes"));
    ShellTable table = new ShellTable();
    table.column("strategy").bold();
    table.column("technique");
    table.column("standing");
    table.column("why");
    for (Verdict it : explanation.verdicts()) {
      table.addRow().addContent(it.strategy(), it.technique(), standing(it), why(it));
    }
    table.print(out);
    explanation.notes().forEach(it -> out.println("note: " + it));
  }

  private static String standing(Verdict verdict) {
    return verdict.standing().name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  /** A line for the cause and one for the remedy: the table cannot wrap without losing letters. */
  private static String why(Verdict verdict) {
    return verdict.reason().replace("; ", ";\n");
  }
}
