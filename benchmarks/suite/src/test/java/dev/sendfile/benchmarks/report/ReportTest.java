package dev.sendfile.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import dev.sendfile.bench.result.Cache;
import dev.sendfile.bench.result.Mode;
import dev.sendfile.bench.result.ResultsFile;
import dev.sendfile.bench.result.Setting;
import dev.sendfile.bench.result.Work;
import dev.sendfile.benchmarks.Made;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Image;
import org.commonmark.node.Link;
import org.commonmark.parser.Parser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportTest {

  private static final String ENGINE =
      """
      {"java": "25", "size": 1024, "costs": [
        {"benchmark": "ToSocket.library", "nanos": 5400, "nanosError": 100, "bytes": 300,
         "byHandNanos": 4500, "byHandNanosError": 200, "byHandBytes": 0,
         "overheadNanos": 900, "overheadBytes": 300}]}
      """;
  private static final String RECEIVERS =
      """
      {"java": "25", "receivers": 10000, "complete": 10000, "bytes": 1, "rate": 1, "seconds": 1,
       "cpuSeconds": 1, "cores": 1.5, "heapLimit": 1, "peakHeap": 1, "peakDirect": 1,
       "peakMemory": 268435456, "peakThreads": 9}
      """;

  @TempDir Path folder;

  private String report() throws IOException {
    assertThat(Report.write(folder)).isEmpty();
    return Files.readString(folder.resolve("README.md"));
  }

  private void results(String name, Made made, String java) throws IOException {
    ResultsFile.write(made.on(java), folder.resolve(name));
  }

  private static Setting setting(Work work, Mode mode, long size) {
    return new Setting(work, mode, Cache.WARM, size);
  }

  @Test
  void targetsAreMetOrMissedOnBothSidesOfTheirBorder() throws IOException {
    results(
        "transfers.json",
        Made.exactly()
            .add(Made.SETTING, "TRANSFER_TO", 97_000, 100_000)
            .add(Made.SETTING, "C_SENDFILE", 84_999)
            .add(Made.SETTING, "SENDFILE", 100_000, 105_000)
            .add(setting(Work.PUMP, Mode.BLOCKING, 64 << 20), "LOOP_64K", 1_000_000)
            .add(setting(Work.PUMP, Mode.BLOCKING, 64 << 20), "PUMP", 500_000, 500_001),
        "25.0.3");
    Files.writeString(folder.resolve("engine-jdk25.json"), ENGINE);
    Files.writeString(folder.resolve("receivers.json"), RECEIVERS);
    assertThat(report())
        .contains(
            "| from 1 MiB | FileChannel.transferTo | at least 0.97 times as fast"
                + " | **met**: 0.970 (0.970–0.970) at 1 MiB |",
            "| at 1 MiB | C, sendfile(2) | at least 0.85 times as fast"
                + " | **missed**: 0.850 (0.850–0.850) at 1 MiB |",
            "| from 1 MiB | FileChannel.transferTo | at most 1.05 of its CPU time"
                + " | **met**: 1.05 (1.05–1.05) at 1 MiB |",
            "| at 64 MiB | 64 KiB buffer loop | at most 0.5 of its CPU time"
                + " | **missed**: 0.500 (0.500–0.500) at 64 MiB |",
            "| the same calls by hand | at most 1 µs more"
                + " | **met, but not certainly**: 900 ± 224 ns in `ToSocket.library`, the worst |",
            "| the same calls by hand | at most 256 bytes more"
                + " | **missed**: 300 bytes in `ToSocket.library`, the worst |",
            "| all complete | **met**: 10,000 of 10,000 |",
            "| at most 256 MiB of heap and direct memory | **met**: 256.0 MiB |",
            "| at most 1 processor busy | **missed**: 1.50 |",
            "On Java 25, 6 of 34 targets are met, 4 are missed, 24 were not measured.");
  }

  @Test
  void aTargetForManySizesIsJudgedByTheWorst() throws IOException {
    Made made = Made.exactly();
    for (long size : new long[] {16 << 20, 64 << 20, 256 << 20}) {
      made.add(setting(Work.SEND, Mode.BLOCKING, size), "C_SENDFILE", size);
      made.add(
          setting(Work.SEND, Mode.BLOCKING, size), "SENDFILE", size == 64 << 20 ? 2 * size : size);
    }
    results("transfers.json", made, "25");
    assertThat(report())
        .contains("**missed**: 0.500 (0.500–0.500) at 64 MiB, the worst of 3 sizes; met at 2 |");
  }

  @Test
  void fewRoundsAreNeverCertain() throws IOException {
    results(
        "transfers.json",
        Made.exactly()
            .rounds(5)
            .add(Made.SETTING, "TRANSFER_TO", 2)
            .add(Made.SETTING, "SENDFILE", 9),
        "25");
    assertThat(report())
        .contains("**missed, but not certainly**: 0.222 (0.222–0.222) at 1 MiB |")
        .contains("Nowhere certainly, where it chooses by itself.");
  }

  @Test
  void whatWasNotMeasuredIsCalledSo() throws IOException {
    results("transfers.json", Made.exactly().add(Made.SETTING, "SENDFILE", 1), "17");
    assertThat(report())
        .contains(
            "| from 1 MiB | FileChannel.transferTo | at least 0.97 times as fast | not measured |",
            "0 of 34 targets are met, 0 are missed, 34 were not measured");
  }

  @Test
  void releasesOfJavaStandBesideEachOther() throws IOException {
    for (String java : List.of("17.0.15", "25.0.3+9-LTS")) {
      results(
          "transfers-" + java + ".json",
          Made.exactly()
              .add(Made.SETTING, "TRANSFER_TO", 1000)
              .add(Made.SETTING, "SENDFILE", java.startsWith("17") ? 2000 : 1000),
          java);
    }
    assertThat(report())
        .contains("| Work | Where | Beside | Target | Java 25 | Java 17 |")
        .contains(
            "| **met**: 1.00 (1.00–1.00) at 1 MiB | **missed**: 0.500 (0.500–0.500) at 1 MiB |");
  }

  @Test
  void whereTheLibraryIsSlowerIsTold() throws IOException {
    results(
        "transfers.json",
        Made.exactly()
            .add(Made.SETTING, "TRANSFER_TO", 1000)
            .add(Made.SETTING, "SENDFILE", 1250)
            .add(Made.SETTING, "SENDFILE_RWLOOP", 2000)
            .leftOut(Made.SETTING, "C_SENDFILE", "no compiler | none at all"),
        "25");
    assertThat(report())
        .contains(
            "| 25 | Sending a file, blocking, warm cache | sendfile, open channel |"
                + " FileChannel.transferTo | 1 MiB | 0.800 (0.800–0.800) |",
            "| 25 | `C_SENDFILE` | no compiler \\| none at all | send-blocking-warm, 1 MiB |")
        .doesNotContain("sendfile, only rwloop | FileChannel");
  }

  @Test
  void whatNoPlotHasRoomForIsNamed() throws IOException {
    Made made = Made.exactly();
    for (int i = 0; i < 12; i++) {
      made.add(Made.SETTING, "RIVAL_" + (char) ('A' + i), 1);
    }
    results("transfers.json", made.add(Made.SETTING, "SENDFILE_MAPPED", 1), "25");
    assertThat(report()).contains("In the tables alone, for want of room: `SENDFILE_MAPPED`.");
  }

  @Test
  void everyLinkLeadsSomewhere() throws IOException {
    Path raw = Files.createDirectory(folder.resolve("raw"));
    results("raw/transfers.json", Made.exactly().add(Made.SETTING, "SENDFILE", 1), "25");
    Files.writeString(raw.resolve("engine-jdk25.json"), ENGINE);
    Files.writeString(raw.resolve("jmh-jdk25.json"), "[]");
    report();
    List<Path> linked = new ArrayList<>();
    try (Stream<Path> pages = Files.walk(folder)) {
      for (Path page : pages.filter(it -> it.toString().endsWith(".md")).toList()) {
        links(page).forEach(it -> linked.add(page.resolveSibling(it).normalize()));
      }
    }
    assertThat(linked).allSatisfy(it -> assertThat(it).exists());
    try (Stream<Path> files = Files.walk(folder)) {
      assertThat(linked).containsAll(files.filter(Files::isRegularFile).toList());
    }
  }

  private static List<String> links(Path page) throws IOException {
    List<String> links = new ArrayList<>();
    Parser.builder()
        .extensions(List.of(TablesExtension.create()))
        .build()
        .parse(Files.readString(page))
        .accept(
            new AbstractVisitor() {
              @Override
              public void visit(Link link) {
                links.add(link.getDestination());
                super.visit(link);
              }

              @Override
              public void visit(Image image) {
                links.add(image.getDestination());
                super.visit(image);
              }
            });
    return links;
  }

  @Test
  void aFolderThatCannotBeReportedOnIsRefusedByItsFault() throws IOException {
    Path none = folder.resolve("none");
    assertThatIOException()
        .isThrownBy(() -> Report.write(none))
        .withMessage(none + " is no folder: benchmarks/run makes one");
    assertThatIOException()
        .isThrownBy(() -> Report.write(folder))
        .withMessage(
            "no results in " + folder + ": run benchmarks/run first, or name another folder");
    Made made = Made.exactly().add(Made.SETTING, "SENDFILE", 1);
    results("a.json", made, "25.0.1");
    results("b.json", made, "25.0.2");
    assertThatIOException()
        .isThrownBy(() -> Report.write(folder))
        .withMessage(
            "both %s and %s have measured send, blocking, warm, 1048576 bytes on Java 25: move one"
                + " of them away",
            folder.resolve("a.json"), folder.resolve("b.json"));
    Files.delete(folder.resolve("b.json"));
    Path engine = Files.writeString(folder.resolve("engine-jdk25.json"), "[");
    assertThatIOException()
        .isThrownBy(() -> Report.write(folder))
        .withMessageStartingWith(engine + " is not what its name promises: ");
  }
}
