package dev.sendfile.cli;

import dev.sendfile.Sendfile;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.RunLast;

/** Starts the command. The only class that ends the JVM. */
public final class Main {

  private Main() {}

  /**
   * Runs the command and ends the JVM with its exit code.
   *
   * @param args the command line
   */
  public static void main(String[] args) {
    System.exit(run(args, writer(System.out), writer(System.err)));
  }

  private static PrintWriter writer(PrintStream stream) {
    return new PrintWriter(stream, true, Charset.defaultCharset());
  }

  /** Runs the command with the strategies that are deployed. */
  static int run(String[] args, PrintWriter out, PrintWriter err) {
    return run(args, out, err, () -> Sendfile.builder().build());
  }

  /** Runs the command and returns its exit code. The instance is made at the first need for it. */
  static int run(String[] args, PrintWriter out, PrintWriter err, Supplier<Sendfile> sendfile) {
    try (Interrupts interrupts = Interrupts.install(err)) {
      return run(args, out, err, new SendfileCommand(sendfile, interrupts));
    }
  }

  private static int run(String[] args, PrintWriter out, PrintWriter err, SendfileCommand command) {
    try {
      return new CommandLine(command)
          .setExpandAtFiles(false) // @name is a file like any other
          .setExecutionStrategy(Main::execute)
          .registerConverter(Path.class, new PathConverter())
          .setOut(out)
          .setErr(err)
          .setParameterExceptionHandler(new UsageErrors())
          .setExecutionExceptionHandler(new Failures())
          .execute(args);
    } finally {
      out.flush();
      err.flush();
    }
  }

  private static int execute(ParseResult parsed) {
    Undecoded.among(parsed.originalArgs())
        .ifPresent(
            word -> {
              List<CommandLine> commands = parsed.asCommandLineList();
              throw new ParameterException(
                  commands.get(commands.size() - 1),
                  "'"
                      + word
                      + "' was given with bytes that are no characters in the charset "
                      + Undecoded.names()
                      + " of this locale; rename that file, or set LC_ALL to the locale of its name");
            });
    return new RunLast().execute(parsed);
  }
}
