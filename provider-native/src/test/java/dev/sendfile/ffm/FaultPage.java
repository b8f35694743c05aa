package dev.sendfile.ffm;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** What {@code docs/fault-matrix.md} says of the strategies of this module. */
final class FaultPage {

  private static final Path FILE = Path.of("..", "docs", "fault-matrix.md");
  private static final List<String> PLACE =
      List.of("Strategy", "Java", "Call", "Which", "Road", "Next");

  private FaultPage() {}

  /**
   * One cell.
   *
   * @param strategy who makes the call
   * @param call its name, as strace has it
   * @param which which of the calls of that name fails: its number, and a {@code +} if those after
   *     it fail too
   * @param road from where to where
   * @param error what it fails with
   * @param meaning what comes of it
   */
  record Cell(
      String strategy, String call, String which, String road, Errno error, String meaning) {}

  /** The cells in which something is said. */
  static List<Cell> cells() throws IOException {
    List<Cell> cells = new ArrayList<>();
    List<String> headings = List.of();
    for (String line : Files.readAllLines(FILE)) {
      List<String> row = Arrays.asList(line.replaceAll("^\\| *", "").split(" *\\| *"));
      if (row.get(0).equals(PLACE.get(0))) {
        headings = row;
      } else if (row.get(0).startsWith("native-")) {
        List<String> errors = headings;
        IntStream.range(PLACE.size(), errors.size())
            .filter(it -> !row.get(it).equals("-") && !row.get(it).equals("LOOPS"))
            .forEach(it -> cells(row, errors.get(it), row.get(it)).forEach(cells::add));
      }
    }
    return cells;
  }

  private static Stream<Cell> cells(List<String> row, String error, String meaning) {
    return Arrays.stream(row.get(3).split(", "))
        .map(
            which ->
                new Cell(row.get(0), row.get(2), which, row.get(4), Errno.valueOf(error), meaning));
  }
}
