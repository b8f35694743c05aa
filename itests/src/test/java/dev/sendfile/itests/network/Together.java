package dev.sendfile.itests.network;

import static org.junit.jupiter.api.Assertions.assertAll;

import dev.sendfile.tck.fixture.Task;
import dev.sendfile.tck.fixture.ThreadKind;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.function.Executable;

/** Rows that wait all at the same time: together they take as long as the slowest one. */
final class Together {

  private Together() {}

  /** What is checked of one row. */
  interface Check {
    void of(Row row) throws Exception;
  }

  /** Checks all rows, and tells of each that fails. */
  static void check(List<Row> rows, Check check) {
    List<Task<Void>> tasks = new ArrayList<>();
    for (Row row : rows) {
      tasks.add(
          ThreadKind.PLATFORM.start(
              () -> {
                check.of(row);
                return null;
              }));
    }
    assertAll(
        rows.size() + " rows",
        Stream.iterate(0, it -> it + 1)
            .limit(rows.size())
            .map(it -> executable(rows.get(it), tasks.get(it))));
  }

  private static Executable executable(Row row, Task<Void> task) {
    return () -> {
      try {
        task.await();
      } catch (Exception | AssertionError e) {
        throw new AssertionError(row + ": " + e.getMessage(), e);
      }
    };
  }
}
