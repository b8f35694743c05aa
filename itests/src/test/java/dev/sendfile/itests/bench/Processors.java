package dev.sendfile.itests.bench;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;

/**
 * Keeps contenders and far end on processors of their own, by {@code taskset} where it is
 * installed. Else the scheduler decides whether a send wakes a receiver on another processor or one
 * on the same, and that makes more of a difference than what is measured.
 *
 * <p>{@code -Dbench.processors=A,B} names the two; the same one twice is a mode of its own; an
 * empty value leaves it to the scheduler.
 */
final class Processors {

  /** Asked before anything is pinned: a pinned JVM counts the processors that are left to it. */
  private static final String CHOSEN =
      System.getProperty(
          "bench.processors", Runtime.getRuntime().availableProcessors() > 1 ? "0,1" : "");

  private Processors() {}

  /** This process, and those that it starts. */
  static void pinContenders() throws IOException {
    boolean pinned = pin(0, ProcessHandle.current().pid());
    System.out.println(
        pinned
            ? "# contenders, far end on processors " + CHOSEN
            : "# not pinned to processors: the scheduler's choice is part of the numbers");
  }

  static void pinFarEnd(long pid) throws IOException {
    pin(1, pid);
  }

  private static boolean pin(int which, long pid) throws IOException {
    String[] processors = CHOSEN.split(",");
    return processors.length == 2 && run("taskset", "-apc", processors[which], String.valueOf(pid));
  }

  private static boolean run(String... command) throws IOException {
    try {
      return new ProcessBuilder(command)
              .redirectOutput(Redirect.DISCARD)
              .redirectError(Redirect.DISCARD)
              .start()
              .waitFor()
          == 0;
    } catch (InterruptedException e) {
      throw new IOException("interrupted while " + command[0] + " runs", e);
    } catch (IOException e) { // not installed
      return false;
    }
  }
}
