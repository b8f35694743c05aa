package dev.sendfile.cli;

import dev.sendfile.Sendfile;
import dev.sendfile.cli.file.StandardDescriptor;
import dev.sendfile.cli.text.Resizes;
import dev.sendfile.cli.text.SafeWriter;
import dev.sendfile.cli.text.Terminal;
import java.io.BufferedWriter;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.OptionalInt;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.ParseResult;

/** Starts the command. The only class that ends the JVM. */
public final class Main {

  private static final int USUAL_WIDTH = 80;

  /** Picocli takes no less. */
  private static final int LEAST_USAGE_WIDTH = 55;

  private Main() {}

  /**
   * Runs the command and ends the JVM with its exit code.
   *
   * @param args the command line
   */
  public static void main(String[] args) {
    int exit = CommandLine.ExitCode.SOFTWARE; // also where not even a failure can be told
    try {
      Resizes.follow();
      exit =
          run(
              args,
              writer(FileDescriptor.out),
              writer(FileDescriptor.err),
              () -> Sendfile.builder().build(),
              StopSignals.hear());
    } finally {
      System.exit(exit);
    }
  }

  /** Not {@link System#out}, which says nothing of what it could not write. */
  private static Writer writer(FileDescriptor to) {
    return new BufferedWriter(
        new OutputStreamWriter(new FileOutputStream(to), Charset.defaultCharset()));
  }

  /** Runs the command and returns its exit code. The instance is made at the first need for it. */
  static int run(String[] args, Writer out, Writer err, Supplier<Sendfile> sendfile) {
    return run(args, out, err, sendfile, StopSignals.NONE);
  }

  private static int run(
      String[] args, Writer out, Writer err, Supplier<Sendfile> sendfile, StopSignals signals) {
    try (Interrupts interrupts = Interrupts.install(signals)) {
      SendfileCommand root = new SendfileCommand(sendfile, interrupts);
      NamedFiles files = new NamedFiles(args);
      SafeWriter results =
          new SafeWriter(
              out, Terminal::columnsOfOutput, () -> files.harmedBy(StandardDescriptor.OUTPUT));
      SafeWriter errors =
          new SafeWriter(
              err, Terminal::columnsOfError, () -> files.harmedBy(StandardDescriptor.ERROR));
      Failures failures = new Failures(root, files, errors);
      interrupts.tellsBy(failures);
      return written(execute(args, results, errors, root, failures), results, errors, failures);
    }
  }

  private static int execute(
      String[] args, SafeWriter out, SafeWriter err, SendfileCommand root, Failures failures) {
    try {
      return new CommandLine(root)
          .setExpandAtFiles(false) // @name is a file like any other
          .registerConverter(Path.class, new PathConverter())
          .setColorScheme(CommandLine.Help.defaultColorScheme(CommandLine.Help.Ansi.OFF))
          .setUsageHelpWidth(usageWidth())
          .setOut(out) // shows escape sequences by their numbers
          .setErr(err)
          .setParameterExceptionHandler(new UsageErrors())
          .setExecutionStrategy(
              parsed -> {
                Undecoded.refuse(parsed);
                return printedFitting(parsed, root, out)
                    ? CommandLine.ExitCode.OK
                    : failures.execute(parsed);
              })
          .setExecutionExceptionHandler(failures)
          .execute(args);
    } catch (Throwable e) { // a thread that dies without a word has no exit code
      return failures.tell("sendfile", e);
    }
  }

  private static int usageWidth() {
    int columns = Terminal.columnsOfOutput().orElse(USUAL_WIDTH);
    return Math.max(LEAST_USAGE_WIDTH, Math.min(columns, USUAL_WIDTH));
  }

  /**
   * Prints what picocli would print wider than the terminal is: the help where that has fewer
   * columns than picocli takes, and words on the version, which it does not break at all.
   */
  private static boolean printedFitting(ParseResult parsed, SendfileCommand root, SafeWriter out) {
    OptionalInt columns = Terminal.columnsOfOutput();
    for (CommandLine each : parsed.asCommandLineList()) {
      if (each.isUsageHelpRequested()) {
        boolean narrow = columns.orElse(USUAL_WIDTH) < LEAST_USAGE_WIDTH;
        if (narrow) {
          each.getUsageMessage().lines().forEach(out::println);
        }
        return narrow;
      }
      if (each.isVersionHelpRequested()) {
        boolean words = columns.isPresent() && !root.json();
        if (words) {
          StringWriter text = new StringWriter();
          each.printVersionHelp(new PrintWriter(text));
          text.toString().lines().forEach(out::println);
        }
        return words;
      }
    }
    return false;
  }

  /** What nobody could be told was not done, whoever asked for it: help is asked for too. */
  private static int written(int exit, SafeWriter out, SafeWriter err, Failures failures) {
    int code = out.failure().isPresent() ? failures.unwritten(exit, out.failure().get()) : exit;
    boolean toldAll = err.failure().isEmpty();
    return toldAll || code != CommandLine.ExitCode.OK ? code : CommandLine.ExitCode.SOFTWARE;
  }
}
