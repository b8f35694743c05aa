package dev.sendfile.cli;

import static dev.sendfile.cli.text.Table.Column.NUMBERS;
import static dev.sendfile.cli.text.Table.Column.WORDS;

import dev.sendfile.cli.text.Table;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Tells what there is to send files with, and what could be better. */
@Command(
    name = "doctor",
    description = {
      "Have each strategy move a few bytes within this process, and tell which can run here and"
          + " what would help those that cannot."
    })
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class DoctorCommand implements Callable<Integer> {

  @ParentCommand private SendfileCommand root;
  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    Diagnosis diagnosis = Diagnosis.of(root.sendfile(spec));
    PrintWriter out = spec.commandLine().getOut();
    if (root.json()) {
      Json.print(diagnosis, out);
    } else {
      print(diagnosis, out);
    }
    return spec.exitCodeOnSuccess();
  }

  private static void print(Diagnosis diagnosis, PrintWriter out) {
    Table facts =
        new Table(WORDS, WORDS)
            .row("sendfile", diagnosis.sendfile())
            .row("JVM", diagnosis.jvm())
            .row("system", diagnosis.os())
            .row("file -> tcp", String.join(", else ", diagnosis.order()));
    diagnosis.properties().forEach((name, value) -> facts.row("set", "-D" + name + "=" + value));
    diagnosis.advice().forEach(it -> facts.row("advice", it));
    out.print(facts);
    out.println();
    Table strategies =
        new Table(WORDS, WORDS, NUMBERS, WORDS).row("strategy", "technique", "weight", "state");
    for (Diagnosis.Strategy it : diagnosis.strategies()) {
      strategies.row(it.name(), it.technique(), it.weight(), it.state());
    }
    for (Diagnosis.Unused it : diagnosis.unused()) {
      strategies.row(it.name(), "", "", "not usable: " + it.reason());
    }
    out.print(strategies);
    if (!diagnosis.options().isEmpty()) {
      out.println();
      out.println("options of the JVM for the strategies native-*");
      printOptions(diagnosis.options(), out);
    }
  }

  /** Each in a line of its own, to be copied: however wide the terminal is, it stays whole. */
  static void printOptions(Map<String, List<String>> options, PrintWriter out) {
    options.forEach(
        (where, all) -> {
          out.println(where);
          all.forEach(it -> out.format("  %s%n", it));
        });
  }
}
