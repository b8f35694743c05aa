package dev.sendfile.benchmarks.report;

import dev.sendfile.bench.plot.Group;
import dev.sendfile.bench.plot.NoFontsException;
import dev.sendfile.bench.plot.Plot;
import dev.sendfile.bench.plot.Plots;
import dev.sendfile.bench.plot.SvgPainter;
import dev.sendfile.bench.result.Place;
import dev.sendfile.bench.result.Results;
import dev.sendfile.benchmarks.engine.EngineCost;
import dev.sendfile.benchmarks.receivers.ServiceCost;
import dev.sendfile.benchmarks.report.Evidence.Engine;
import dev.sendfile.benchmarks.report.Evidence.Receivers;
import dev.sendfile.benchmarks.report.Evidence.Run;
import dev.sendfile.benchmarks.report.Markdown.Table;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Writes down what lies in a folder, into the same folder: {@code README.md}, a page of tables for
 * each Java and group of settings, and plots.
 */
public final class Report {

  private static final String PAGE = "README.md";
  private static final String PLOTS = "plots";
  private static final String TABLES = "tables";

  private final Path folder;
  private final Evidence evidence;
  private final Markdown page = new Markdown();
  private Optional<String> complaint = Optional.empty();

  private Report(Path folder, Evidence evidence) {
    this.folder = folder;
    this.evidence = evidence;
  }

  /**
   * Writes the report. Pages and plots that are there are replaced.
   *
   * @param folder where results lie, in it or in a folder of it
   * @return what could not be drawn, and the remedy; empty if the report is complete
   * @throws IOException if results cannot be read, or the report cannot be written
   */
  public static Optional<String> write(Path folder) throws IOException {
    Report report = new Report(folder, EvidenceReader.read(folder));
    report.write();
    return report.complaint;
  }

  private void write() throws IOException {
    Files.createDirectories(folder.resolve(PLOTS));
    Files.createDirectories(folder.resolve(TABLES));
    page.heading(1, "Benchmarks");
    page.paragraph(
        "Whole transfers over loopback TCP to a process of its own, and from file to file, beside"
            + " what people use. The variants take turns, round by round; each round's time is"
            + " compared with that of the round beside it. A figure is the median, in brackets is"
            + " the interval that holds the true one with 95 % certainty. CPU time is that of the"
            + " thread that moves the bytes, in the kernel too. MB and GB are powers of ten, KiB and"
            + " MiB powers of two.");
    sources();
    targets();
    losses();
    for (int java : evidence.javas()) {
      transfers(java);
    }
    engines();
    receivers();
    absences();
    Files.writeString(folder.resolve(PAGE), page.toString());
  }

  private void sources() {
    page.heading(2, "Where and how");
    Table files = new Table(5, List.of("Raw results", "Java", "Commit", "Began", "Command"));
    for (Run run : evidence.runs()) {
      Results results = run.results();
      files.row(
          link(run.file()),
          results.place().java(),
          results.commit(),
          results.began(),
          Words.code(results.command()));
    }
    page.append(files);
    evidence.runs().stream()
        .map(it -> machine(it.results().place()))
        .distinct()
        .forEach(page::paragraph);
    List<Path> more = new ArrayList<>();
    evidence.engines().forEach(it -> more.add(it.file()));
    evidence.receivers().ifPresent(it -> more.add(it.file()));
    more.addAll(evidence.unread());
    if (!more.isEmpty()) {
      page.paragraph(
          "More raw results: " + String.join(", ", more.stream().map(this::link).toList()) + '.');
    }
  }

  private static String machine(Place place) {
    return "Machine: "
        + place.processor()
        + ", "
        + place.processors()
        + " processors, "
        + (place.memory() == 0 ? "" : (place.memory() >> 20) + " MiB of memory, ")
        + place.system()
        + ", files on "
        + place.fileSystem()
        + ". Processors of the contenders and of the far end: "
        + place.pinning()
        + ". "
        + place.jvm()
        + '.';
  }

  private void targets() {
    List<Integer> javas = evidence.javas();
    if (javas.isEmpty()) {
      javas = evidence.engines().stream().map(Engine::java).toList();
    }
    page.heading(2, "Targets");
    if (javas.isEmpty()) {
      page.paragraph("Nothing was measured that a target is about.");
      return;
    }
    page.append(TargetTable.of(evidence, javas));
    page.paragraph(TargetTable.summary(evidence, javas.get(0)));
  }

  private void losses() {
    if (evidence.runs().isEmpty()) {
      return;
    }
    page.heading(2, "Where the library is slower");
    Optional<Table> losses = Losses.of(evidence.runs());
    if (losses.isEmpty()) {
      page.paragraph("Nowhere certainly, where it chooses by itself.");
      return;
    }
    page.paragraph(
        "Choosing by itself, and with an interval that lies below 1 as a whole: here what people"
            + " write is faster.");
    page.append(losses.get());
  }

  private void transfers(int java) throws IOException {
    page.heading(2, "Transfers on Java " + java);
    for (Run run : evidence.runs(java)) {
      Optional<Plot> overview = Plots.overview(run.results());
      if (overview.isPresent()) {
        draw(java, overview.get());
      }
    }
    for (Run run : evidence.runs(java)) {
      for (Group group : Group.of(run.results())) {
        group(java, run.results(), group);
      }
    }
  }

  private void group(int java, Results results, Group group) throws IOException {
    page.heading(3, group.title() + " (Java " + java + ')');
    GroupTables tables = new GroupTables(results, group);
    page.append(tables.overview());
    String file = TABLES + "/jdk" + java + '-' + group.name() + ".md";
    page.paragraph(
        Markdown.link("All figures", file)
            + ": times, ratios with their intervals, CPU time, spread.");
    Files.writeString(
        folder.resolve(file),
        new Markdown()
            .heading(1, group.title() + ", Java " + results.place().java())
            .paragraph(
                "By size, the fastest first. The spread is the distance of the quartiles, as a part"
                    + " of the median. "
                    + Markdown.link("Back", "../" + PAGE))
            .append(tables.all())
            .toString());
    List<Plot> plots = Plots.of(results, group);
    for (Plot plot : plots) {
      draw(java, plot);
    }
    List<String> undrawn = tables.variantsBeside(plots);
    if (!undrawn.isEmpty()) {
      page.paragraph("In the tables alone, for want of room: " + String.join(", ", undrawn) + '.');
    }
  }

  private void draw(int java, Plot plot) throws IOException {
    String file = PLOTS + "/jdk" + java + '-' + plot.name() + ".svg";
    try {
      SvgPainter.write(plot, folder.resolve(file));
      page.image(plot.title() + ", Java " + java, file);
    } catch (NoFontsException e) {
      complaint = Optional.ofNullable(e.getMessage());
      Files.deleteIfExists(folder.resolve(file)); // of an earlier run, and of other results
    }
  }

  private void engines() {
    if (evidence.engines().isEmpty()) {
      return;
    }
    page.heading(2, "The engine's own cost");
    page.paragraph(
        "By JMH: one send of "
            + evidence.engines().get(0).costs().size()
            + " bytes by the library, beside the same calls by hand, with the errors that JMH"
            + " tells (99.9 %).");
    Table table =
        new Table(
            2, List.of("Java", "Benchmark", "ns", "By hand", "More", "Bytes", "By hand", "More"));
    for (Engine engine : evidence.engines()) {
      for (EngineCost cost : engine.costs().costs()) {
        table.row(
            String.valueOf(engine.java()),
            Words.code(cost.benchmark()),
            error(cost.nanos(), cost.nanosError()),
            error(cost.byHandNanos(), cost.byHandNanosError()),
            whole(cost.overheadNanos()),
            whole(cost.bytes()),
            whole(cost.byHandBytes()),
            whole(cost.overheadBytes()));
      }
    }
    page.append(table);
  }

  private void receivers() {
    Optional<Receivers> measured = evidence.receivers();
    if (measured.isEmpty()) {
      return;
    }
    ServiceCost cost = measured.get().cost();
    page.heading(2, "Many slow receivers");
    page.paragraph(
        String.format(
            Locale.ROOT,
            "On Java %s, %,d receivers took %,d bytes each, at %,d bytes a second, from one virtual"
                + " thread each: %,d got all of them, in %.1f s and with %.1f s of processor time"
                + " (%.2f processors). The heap and the direct buffers held at most %d MiB together"
                + " (%d and %d), the heap was limited to %d MiB, and there were at most %d threads"
                + " of the operating system.",
            cost.java(),
            cost.receivers(),
            cost.bytes(),
            cost.rate(),
            cost.complete(),
            cost.seconds(),
            cost.cpuSeconds(),
            cost.cores(),
            cost.peakMemory() >> 20,
            cost.peakHeap() >> 20,
            cost.peakDirect() >> 20,
            cost.heapLimit() >> 20,
            cost.peakThreads()));
  }

  private void absences() {
    Absences.of(evidence.runs())
        .ifPresent(
            table ->
                page.heading(2, "What was left out")
                    .paragraph("Did not take part, with the reason and where.")
                    .append(table));
  }

  private String link(Path file) {
    String where = folder.relativize(file).toString().replace('\\', '/');
    return Markdown.link(where, where);
  }

  private static String error(double value, double error) {
    return String.format(Locale.ROOT, "%,.0f ± %,.0f", value, error);
  }

  private static String whole(double value) {
    return String.format(Locale.ROOT, "%,.0f", value);
  }
}
