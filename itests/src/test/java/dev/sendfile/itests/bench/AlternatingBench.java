package dev.sendfile.itests.bench;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Times all contenders at several sizes and prints one line of raw numbers per contender and size,
 * and one of ratios.
 *
 * <p>Arguments: {@code send}, {@code receive} or {@code copy}; the number of rounds (nine times as
 * many below 1 MiB); then sizes in bytes. Raw lines begin with {@code raw}: size, contender,
 * nanoseconds and allocated bytes per transfer of each round. Ratio lines begin with {@code ratio}:
 * how many times as fast as what people use today in the same round, median and quartiles.
 */
final class AlternatingBench {

  private static final List<Long> SIZES =
      List.of(1L << 10, 4L << 10, 16L << 10, 64L << 10, 1L << 20, 16L << 20, 64L << 20, 256L << 20);
  private static final int ROUNDS = 21;

  /**
   * A round moves at most this much, and lasts some milliseconds: shorter than most disturbances.
   */
  private static final long BYTES_PER_ROUND = 16L << 20;

  private static final int MOST_PER_ROUND = 400;

  /** Rounds of small transfers are so short that more of them cost little. */
  private static final int MORE_ROUNDS = 9;

  private static final long SMALL = 1 << 20;
  private static final int WARM_UP = 20_000;

  private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private final long size;
  private final Contest contest;
  private final Map<String, List<long[]>> results = new LinkedHashMap<>();

  private AlternatingBench(long size, Contest contest) {
    this.size = size;
    this.contest = contest;
  }

  /**
   * Runs the benchmark.
   *
   * @param args what, rounds, then sizes in bytes
   */
  public static void main(String[] args) throws IOException {
    String what = args.length > 0 ? args[0] : "send";
    int rounds = args.length > 1 ? Integer.parseInt(args[1]) : ROUNDS;
    List<Long> sizes =
        args.length > 2 ? Arrays.stream(args).skip(2).map(Long::valueOf).toList() : SIZES;
    System.out.println(
        "# "
            + what
            + ", "
            + Runtime.version()
            + ", "
            + System.getProperty("os.name")
            + " "
            + System.getProperty("os.version")
            + ", "
            + Runtime.getRuntime().availableProcessors()
            + " processors");
    for (long size : sizes) {
      try (Contest contest = contest(what, size)) {
        new AlternatingBench(size, contest).alternate(rounds);
      }
    }
  }

  private static Contest contest(String what, long size) throws IOException {
    return switch (what) {
      case "send" -> new SendContest(size);
      case "receive" -> new ReceiveContest(size);
      case "copy" -> new CopyContest(size);
      default -> throw new IllegalArgumentException(what + " is none of send, receive, copy");
    };
  }

  private void alternate(int rounds) throws IOException {
    int times = (int) Math.max(1, Math.min(MOST_PER_ROUND, BYTES_PER_ROUND / size));
    int counted = size < SMALL ? rounds * MORE_ROUNDS : rounds;
    int warmUp = Math.min(WARM_UP / times, counted);
    List<Contender> contenders = contest.contenders();
    for (int round = -warmUp; round < counted; round++) {
      for (Contender contender : contenders) {
        long[] result = round(contender, times);
        if (round >= 0) {
          results.computeIfAbsent(contender.name(), it -> new ArrayList<>()).add(result);
        }
      }
    }
    results.forEach(this::print);
  }

  /** Nanoseconds and allocated bytes of one transfer, on average over a round. */
  private long[] round(Contender contender, int times) throws IOException {
    long thread = Thread.currentThread().getId();
    Link link = contender.link();
    if (link != null) {
      link.announce(times * size);
    }
    long allocated = threads.getThreadAllocatedBytes(thread);
    long began = System.nanoTime();
    for (int i = 0; i < times; i++) {
      contender.once().run();
    }
    long allocatedBytes = threads.getThreadAllocatedBytes(thread) - allocated;
    if (link != null) {
      link.settle();
    }
    return new long[] {(System.nanoTime() - began) / times, allocatedBytes / times};
  }

  private void print(String contender, List<long[]> raw) {
    System.out.printf(
        Locale.ROOT,
        "raw %d %s ns %s bytes %s%n",
        size,
        contender,
        Arrays.toString(raw.stream().mapToLong(it -> it[0]).toArray()),
        Arrays.toString(raw.stream().mapToLong(it -> it[1]).toArray()));
    long[] bytes = raw.stream().mapToLong(it -> it[1]).sorted().toArray();
    StringBuilder line = new StringBuilder();
    for (String base : contest.bases()) {
      line.append(ratio(results.get(base), raw)).append(" of ").append(base).append(", ");
    }
    System.out.printf(
        Locale.ROOT,
        "ratio %d %s %s%d bytes allocated%n",
        size,
        contender,
        line,
        bytes[bytes.length / 2]);
  }

  /** How many times as fast as a base, round by round: median and quartiles. */
  private static String ratio(List<long[]> base, List<long[]> raw) {
    double[] ratios = new double[raw.size()];
    for (int i = 0; i < ratios.length; i++) {
      ratios[i] = (double) base.get(i)[0] / raw.get(i)[0];
    }
    Arrays.sort(ratios);
    return String.format(
        Locale.ROOT,
        "%.2f (%.2f..%.2f)",
        ratios[ratios.length / 2],
        ratios[ratios.length / 4],
        ratios[ratios.length * 3 / 4]);
  }
}
