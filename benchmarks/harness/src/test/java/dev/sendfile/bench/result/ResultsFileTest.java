package dev.sendfile.bench.result;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResultsFileTest {

  private static final Setting SETTING = new Setting(Work.PUMP, Mode.VIRTUAL, Cache.COLD, 1 << 20);
  private static final Place PLACE =
      new Place("some processor", 2, 1L << 34, "Linux 6", "ext4", "0,1", "25", "some VM");
  private static final Results RESULTS =
      new Results(
          Results.FORMAT,
          "abc",
          "run",
          "2026-01-01T00:00:00Z",
          PLACE,
          List.of(new Series(SETTING, "PUMP", "rwloop", List.of(new Sample(1, 2, 3)))),
          List.of(new LeftOut(SETTING, "C_SPLICE", "no compiler")));

  @TempDir Path folder;

  @Test
  void whatIsWrittenIsRead() throws IOException {
    Path file = folder.resolve("results.json");
    ResultsFile.write(RESULTS, file);
    assertThat(ResultsFile.read(file)).isEqualTo(RESULTS);
  }

  @Test
  void anotherFormatIsRefused() throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("results.json"),
            ResultsFile.pretty(RESULTS).replace("\"format\": 1", "\"format\": 7"));
    assertThatIOException()
        .isThrownBy(() -> ResultsFile.read(file))
        .withMessage(file + " has format 7, and this reads format 1: run the benchmark again");
  }

  @Test
  void whatIsNoResultIsRefusedByItsName() throws IOException {
    for (String text : List.of("{", "[1]", "", "{\"format\":1}")) {
      Path file = Files.writeString(folder.resolve("other.json"), text);
      assertThatIOException()
          .isThrownBy(() -> ResultsFile.read(file))
          .withMessageStartingWith(file.toString());
    }
  }
}
