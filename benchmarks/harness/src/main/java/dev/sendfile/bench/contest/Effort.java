package dev.sendfile.bench.contest;

import dev.sendfile.bench.result.Cache;
import dev.sendfile.bench.result.Setting;
import java.time.Duration;

/**
 * How long contenders alternate.
 *
 * @param least so many rounds at least, unless somebody interrupts
 * @param most so many at most
 * @param budget once this long, warm-up included, no round begins but for the least
 */
public record Effort(int least, int most, Duration budget) {

  /** A round moves at most this much, and lasts some milliseconds: less than most disturbances. */
  private static final long BYTES_PER_ROUND = 16L << 20;

  private static final int MOST_PER_ROUND = 400;

  /** Each of them costs a process that drops the file from the cache. */
  private static final int MOST_COLD_PER_ROUND = 4;

  private static final long SMALL = 1 << 20;

  /** Rounds of small transfers are so short that more of them cost little. */
  private static final int MORE_ROUNDS = 9;

  /** With fewer pairs of rounds there is no interval that is as sure as is asked for. */
  private static final int FEWEST = 6;

  /** Longer than any benchmark. */
  private static final Duration UNLIMITED = Duration.ofDays(365);

  /** Looks at the numbers. */
  public Effort {
    if (least < 1 || most < least || budget.isNegative()) {
      throw new IllegalArgumentException(
          "least rounds "
              + least
              + ", most "
              + most
              + ", budget "
              + budget
              + ": want 1 <= least <= most, and a budget that is not negative");
    }
  }

  /**
   * Counts rounds.
   *
   * @param rounds at least 1; below 1 MiB, in the cache, nine times as many
   * @return what a whole run wants
   */
  public static Effort rounds(int rounds) {
    return new Effort(rounds, rounds, UNLIMITED);
  }

  /**
   * Watches the clock.
   *
   * @param budget for one setting; at least six rounds are made, however long they take
   * @return what somebody wants who waits
   */
  public static Effort within(Duration budget) {
    return new Effort(FEWEST, Integer.MAX_VALUE / MORE_ROUNDS, budget);
  }

  /**
   * Returns how often a round moves all bytes.
   *
   * @param setting where
   * @return at least 1: as many as make 16 MiB, but no more than 400
   */
  public int times(Setting setting) {
    long most = setting.cache() == Cache.COLD ? MOST_COLD_PER_ROUND : MOST_PER_ROUND;
    return (int) Math.max(1, Math.min(most, BYTES_PER_ROUND / setting.size()));
  }

  /** So many rounds at most in a setting. */
  int most(Setting setting) {
    return most * factor(setting);
  }

  /** So many rounds at least in a setting. */
  int least(Setting setting) {
    return budget.equals(UNLIMITED) ? least * factor(setting) : least;
  }

  private static int factor(Setting setting) {
    return setting.size() < SMALL && setting.cache() == Cache.WARM ? MORE_ROUNDS : 1;
  }
}
