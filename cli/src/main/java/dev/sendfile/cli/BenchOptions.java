package dev.sendfile.cli;

import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** What commands that measure are asked for, looked at before they begin. */
final class BenchOptions {

  private BenchOptions() {}

  /**
   * Looks at sizes and time.
   *
   * @throws ParameterException if nothing could be measured
   * @throws CommandException if there is no room for files of these sizes
   */
  static void check(CommandSpec spec, List<Long> sizes, int seconds) throws CommandException {
    for (long size : sizes) {
      if (size < 1) {
        throw new ParameterException(
            spec.commandLine(),
            "--size " + size + ": a transfer of no bytes takes no time; give 1 or more");
      }
    }
    if (seconds < 1) {
      throw new ParameterException(
          spec.commandLine(), "--seconds " + seconds + ": no time to measure; give 1 or more");
    }
    Room.require(Room.forBenchmarks(), needed(sizes), "a smaller --size");
  }

  /** Each file, and a copy of the largest. */
  private static long needed(List<Long> sizes) {
    long all = 0;
    long largest = 0;
    for (long size : sizes) {
      all = sum(all, size);
      largest = Math.max(largest, size);
    }
    return sum(all, largest);
  }

  private static long sum(long a, long b) {
    return a > Long.MAX_VALUE - b ? Long.MAX_VALUE : a + b;
  }
}
