package dev.sendfile.bench.machine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/**
 * Keeps contenders and far end on processors of their own, by {@code taskset} where it is
 * installed. Else the scheduler decides whether a send wakes a receiver on another processor or one
 * on the same, and that makes more of a difference than what is measured.
 */
public final class Processors {

  private static final Path STATUS = Path.of("/proc/self/status");

  /** The JVM looks again 20 ms after it has looked last. */
  private static final long A_LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

  private static final long MOST_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final String[] chosen;
  private Optional<String> before = Optional.empty();
  private int seenBefore = 1;

  private Processors(String chosen) {
    this.chosen = chosen.split(",");
  }

  /**
   * Chooses.
   *
   * @param two the numbers of two processors, {@code 0,1}: the contenders' and the far end's; the
   *     same one twice is a mode of its own, and an empty text leaves it to the scheduler
   * @return the choice; nothing is pinned yet
   * @throws IllegalArgumentException if it is neither
   */
  public static Processors of(String two) {
    if (!two.isEmpty() && !two.matches("\\d+,\\d+")) {
      throw new IllegalArgumentException(
          "processors " + two + ": want two numbers, 0,1 for example, or nothing for no pinning");
    }
    return new Processors(two);
  }

  /**
   * Returns what is chosen where nobody says anything.
   *
   * @return the first two processors; nothing on a machine with one
   */
  public static String first() {
    return Runtime.getRuntime().availableProcessors() > 1 ? "0,1" : "";
  }

  /**
   * Pins this process, and those that it starts from now on.
   *
   * @return what came of it, in words
   * @throws IOException if the thread is interrupted
   */
  public String pinContenders() throws IOException {
    before = allowed();
    seenBefore = Runtime.getRuntime().availableProcessors();
    return chosen.length == 2 && pin(chosen[0], ProcessHandle.current().pid())
        ? "contenders on processor "
            + chosen[0]
            + ", far end on "
            + chosen[1]
            + ", in mode virtual on "
            + chosen[0]
        : "not pinned: the scheduler's choice is part of the numbers";
  }

  /**
   * Tells whether the far end has another processor than the contenders.
   *
   * @return {@code true} if two were chosen
   */
  public boolean areTwo() {
    return chosen.length == 2 && !chosen[0].equals(chosen[1]);
  }

  /**
   * Pins the far end to its own processor.
   *
   * @param pid its process
   * @throws IOException if the thread is interrupted
   */
  public void pinFarEnd(long pid) throws IOException {
    if (chosen.length == 2) {
      pin(chosen[1], pid);
    }
  }

  /**
   * Pins the far end to the contenders' processor.
   *
   * @param pid its process
   * @throws IOException if the thread is interrupted
   */
  public void pinBesideContenders(long pid) throws IOException {
    if (chosen.length == 2) {
      pin(chosen[0], pid);
    }
  }

  /**
   * Lets this process run where it could before, and returns when the JVM has noticed: a profile
   * that is made now shall not be one of a smaller machine.
   *
   * @throws IOException if the thread is interrupted
   */
  public void release() throws IOException {
    if (chosen.length == 2 && before.isPresent()) {
      pin(before.get(), ProcessHandle.current().pid());
      long released = System.nanoTime();
      while (Runtime.getRuntime().availableProcessors() < seenBefore
          && System.nanoTime() - released < MOST_NANOS) {
        LockSupport.parkNanos(A_LOOK_NANOS);
      }
    }
  }

  private static Optional<String> allowed() {
    try (Stream<String> lines = Files.lines(STATUS)) {
      return lines
          .filter(it -> it.startsWith("Cpus_allowed_list:"))
          .map(it -> it.substring(it.indexOf(':') + 1).strip())
          .findFirst();
    } catch (IOException e) { // not Linux
      return Optional.empty();
    }
  }

  private static boolean pin(String to, long pid) throws IOException {
    return Tool.run("taskset", "-apc", to, String.valueOf(pid));
  }
}
