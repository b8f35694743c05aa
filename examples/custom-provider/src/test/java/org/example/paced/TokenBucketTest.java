package org.example.paced;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TokenBucketTest {

  private static final long MILLI = 1_000_000;
  private static final long SECOND = 1000 * MILLI;

  /** One token per millisecond, from time 0 on. */
  private final TokenBucket bucket = new TokenBucket(1000, 0);

  @Test
  void itBeginsEmpty() {
    assertThat(bucket.nanosUntil(10, 0)).isEqualTo(10 * MILLI);
  }

  @Test
  void tokensComeInWithTime() {
    assertThat(bucket.nanosUntil(10, 4 * MILLI)).isEqualTo(6 * MILLI);
    assertThat(bucket.nanosUntil(10, 10 * MILLI)).isZero();
  }

  @Test
  void aDebtIsPaidFirst() {
    bucket.spend(100, 0);

    assertThat(bucket.nanosUntil(10, 0)).isEqualTo(110 * MILLI);
  }

  @Test
  void noMoreThanASecondIsSaved() {
    bucket.spend(0, 60 * SECOND);

    assertThat(bucket.nanosUntil(1000, 60 * SECOND)).isZero();
    assertThat(bucket.nanosUntil(1001, 60 * SECOND)).isEqualTo(MILLI);
  }

  @Test
  void aFractionOfANanosecondIsWaitedFor() {
    assertThat(new TokenBucket(3, 0).nanosUntil(1, 0)).isEqualTo(333_333_334);
  }
}
