package dev.sendfile.itests.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Times all contenders at several sizes, and prints raw numbers, medians and ratios.
 *
 * <p>Arguments: {@code send}, {@code header}, {@code receive}, {@code copy} or {@code pump}; the
 * number of rounds (nine times as many below 1 MiB); then sizes in bytes. With {@code
 * -Dbench.only=REGEX} only contenders with such names take part; {@link Processors} knows another
 * property.
 *
 * <p>Lines begin with {@code raw} (size, contender, and of each round nanoseconds and nanoseconds
 * of CPU time per transfer), {@code median} (of these, and of allocated bytes), {@code ratio} (how
 * many times as fast as another one in the same round, and with what share of its CPU time: median
 * and quartiles), or {@code #}.
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

  private AlternatingBench() {}

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
            + " processors, files on "
            + Files.getFileStore(Path.of(System.getProperty("java.io.tmpdir"))).type());
    Processors.pinContenders();
    for (long size : sizes) {
      try (Contest contest = contest(what, size)) {
        new Report(size, alternate(contest.contenders(), size, rounds)).print(contest.bases());
      }
    }
  }

  private static Contest contest(String what, long size) throws IOException {
    return switch (what) {
      case "send" -> new SendContest(size);
      case "header" -> new HeaderContest(size);
      case "receive" -> new ReceiveContest(size);
      case "copy" -> new CopyContest(size);
      case "pump" -> new PumpContest(size);
      default ->
          throw new IllegalArgumentException(
              what + " is none of send, header, receive, copy, pump");
    };
  }

  private static Map<Contender, List<Cost>> alternate(List<Contender> field, long size, int rounds)
      throws IOException {
    String only = System.getProperty("bench.only", ".*");
    Map<Contender, List<Cost>> costs = new LinkedHashMap<>();
    field.stream()
        .filter(it -> it.name().matches(only))
        .forEach(it -> costs.put(it, new ArrayList<>()));
    int times = (int) Math.max(1, Math.min(MOST_PER_ROUND, BYTES_PER_ROUND / size));
    int counted = size < SMALL ? rounds * MORE_ROUNDS : rounds;
    int warmUp = Math.min(WARM_UP / times, counted);
    List<Contender> order = new ArrayList<>(costs.keySet());
    Random random = new Random(size);
    for (int round = -warmUp; round < counted; round++) {
      // nobody always comes behind the same one, and finds what that one left in the caches
      Collections.shuffle(order, random);
      for (Contender contender : order) {
        Cost cost = contender.round(times);
        if (round >= 0) {
          costs.get(contender).add(cost);
        }
      }
    }
    return costs;
  }
}
