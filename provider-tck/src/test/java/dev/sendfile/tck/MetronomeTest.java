package dev.sendfile.tck;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sendfile.tck.fixture.Metronome;
import dev.sendfile.tck.fixture.Pause;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What bounds of milliseconds are measured by forgives what no thread could help, and no more. */
class MetronomeTest {

  private static final Duration STOPPED = Duration.ofMillis(60);

  /** When it may be late without anything being wrong. */
  private static final Duration SLACK = Duration.ofMillis(15);

  @Test
  void timeInWhichNoThreadWasWokenIsTakenOff() {
    try (Metronome metronome = new Metronome()) {
      long began = System.nanoTime();
      synchronized (metronome) { // it cannot tick
        Pause.of(STOPPED);
      }
      long ended = System.nanoTime();

      assertThat(ended - began - metronome.took(began, ended))
          .isGreaterThan(STOPPED.minus(SLACK).toNanos());
    }
  }

  @Test
  void whatCameBeforeIsNotTakenOff() {
    long began = System.nanoTime();
    long before = began - STOPPED.toNanos();
    try (Metronome metronome = new Metronome()) {
      synchronized (metronome) {
        Pause.of(STOPPED);
      }
      long ended = System.nanoTime();

      assertThat(metronome.took(before, began)).isEqualTo(began - before);
      assertThat(metronome.took(before, ended))
          .isEqualTo(began - before + metronome.took(began, ended));
      assertThat(metronome.lost()).isLessThanOrEqualTo(System.nanoTime() - began);
    }
  }
}
