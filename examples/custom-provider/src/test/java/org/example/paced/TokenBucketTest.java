package org.example.paced;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TokenBucketTest {

  private static final long MILLI = 1_000_000;
  private static final long SECOND = 1000 * MILLI;

  private long now;

  /** One token per millisecond. */
  private final TokenBucket bucket = new TokenBucket(1000, () -> now);

  @Test
  void itBeginsEmpty() {
    assertThat(bucket.nanosUntil(10)).isEqualTo(10 * MILLI);
  }

  @Test
  void tokensComeInWithTime() {
    now = 4 * MILLI;
    assertThat(bucket.nanosUntil(10)).isEqualTo(6 * MILLI);
    now = 10 * MILLI;
    assertThat(bucket.nanosUntil(10)).isZero();
  }

  @Test
  void aDebtIsPaidFirst() {
    bucket.spend(100);

    assertThat(bucket.nanosUntil(10)).isEqualTo(110 * MILLI);
  }

  @Test
  void noMoreThanASecondIsSaved() {
    now = 60 * SECOND;
    bucket.spend(0);

    assertThat(bucket.nanosUntil(1000)).isZero();
    assertThat(bucket.nanosUntil(1001)).isEqualTo(MILLI);
  }

  @Test
  void aFractionOfANanosecondIsWaitedFor() {
    assertThat(new TokenBucket(3, () -> 0).nanosUntil(1)).isEqualTo(333_333_334);
  }
}
