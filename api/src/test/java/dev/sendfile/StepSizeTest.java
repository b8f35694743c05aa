package dev.sendfile;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How the size of a step follows the receiver's speed. */
class StepSizeTest {

  private static final long FAST = TimeUnit.MICROSECONDS.toNanos(50);

  @Test
  void startsSmallAndDoublesWhileStepsAreQuick() {
    StepSize size = new StepSize(StepSize.LARGE, 0);

    assertThat(size.size()).isEqualTo(64 << 10);
    size.took(FAST);
    assertThat(size.size()).isEqualTo(128 << 10);
    for (int i = 0; i < 20; i++) {
      size.took(FAST);
    }
    assertThat(size.size()).isEqualTo(StepSize.LARGE);
  }

  @Test
  void halvesWhenAStepTakesAnEighthOfTheTimeoutAndEndsAtAPage() {
    StepSize size = new StepSize(StepSize.LARGE, TimeUnit.SECONDS.toNanos(8));

    size.took(TimeUnit.MILLISECONDS.toNanos(1001));
    assertThat(size.size()).isEqualTo(32 << 10);
    size.took(TimeUnit.MILLISECONDS.toNanos(999));
    assertThat(size.size()).isEqualTo(64 << 10);
    for (int i = 0; i < 20; i++) {
      size.took(TimeUnit.SECONDS.toNanos(2));
    }
    assertThat(size.size()).isEqualTo(4096);
  }

  /** Else a receiver of 32 KiB/s would seem dead once the buffers on the way are full. */
  @ParameterizedTest
  @CsvSource({"1, 65536", "4, 65536", "8, 131072", "30, 491520", "3600, 4194304"})
  void growsNoFurtherThanASlowReceiverTakesInHalfTheTimeout(long seconds, long most) {
    StepSize size = new StepSize(StepSize.LARGE, TimeUnit.SECONDS.toNanos(seconds));

    for (int i = 0; i < 20; i++) {
      size.took(FAST);
    }

    assertThat(size.size()).isEqualTo(most);
  }

  @Test
  void neverExceedsTheChunkThatWasAskedFor() {
    StepSize size = new StepSize(1000, 0);

    assertThat(size.size()).isEqualTo(1000);
    size.took(FAST);
    assertThat(size.size()).isEqualTo(1000);
    size.took(TimeUnit.SECONDS.toNanos(1));
    assertThat(size.size()).isEqualTo(1000);
  }
}
