package dev.sendfile.itests.network;

import static org.junit.jupiter.api.Assertions.assertAll;

import dev.sendfile.tck.fixture.Task;
import dev.sendfile.tck.fixture.ThreadKind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.function.Executable;
import org.opentest4j.TestAbortedException;

/** Rows that wait all at the same time: together they take as long as the slowest one. */
final class Together {

  private Together() {}

  /** What is checked of one row. */
  interface Check {
    void of(Row row) throws Exception;
  }

  /** Checks all rows, and tells of each that fails or has not ended after a minute. */
  static void check(List<Row> rows, Check check) {
    check(rows, check, Duration.ofMinutes(1));
  }

  /** Checks all rows, and tells of each that fails or has not ended after some time. */
  static void check(List<Row> rows, Check check, Duration patience) {
    List<Task<Void>> tasks = new ArrayList<>();
    for (Row row : rows) {
      tasks.add(
          ThreadKind.PLATFORM.start(
              () -> {
                check.of(row);
                return null;
              }));
    }
    List<TestAbortedException> aborted = new ArrayList<>();
    assertAll(
        rows.size() + " rows",
        Stream.iterate(0, it -> it + 1)
            .limit(rows.size())
            .map(it -> executable(rows.get(it), tasks.get(it), patience, aborted)));
    if (!aborted.isEmpty()) {
      throw aborted.get(0);
    }
  }

  private static Executable executable(
      Row row, Task<Void> task, Duration patience, List<TestAbortedException> aborted) {
    return () -> {
      try {
        task.await(patience);
      } catch (TestAbortedException e) { // the others may be judged
        aborted.add(e);
      } catch (Exception | AssertionError e) {
        throw new AssertionError(row + ": " + e.getMessage(), e);
      }
    };
  }
}
