package dev.sendfile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sendfile.spi.EndKind;
import dev.sendfile.spi.Offer;
import dev.sendfile.spi.Route;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** When a listener is called, and with what. */
class ProgressReporterTest {

  private static final Route ROUTE = Route.of(EndKind.FILE, EndKind.TCP);

  private final List<Object> heard = new ArrayList<>();
  private final TransferListener listener =
      new TransferListener() {
        @Override
        public void progressed(TransferProgress progress) {
          heard.add(progress);
        }

        @Override
        public void completed(TransferResult result) {
          heard.add(result);
        }

        @Override
        public void failed(TransferException failure) {
          heard.add(failure);
        }

        @Override
        public void ended(TransferOutcome outcome) {
          heard.add(outcome);
        }
      };

  private static TransferResult result() {
    Offer.Accepted offer = Offer.accepted(Set.of());
    return new TransferResult(
        new dev.sendfile.spi.Candidate(new Scripted("a"), "a", "test", 0, offer),
        ROUTE,
        1000,
        10,
        0,
        List.of(new TransferResult.PassedOver("b", "no")));
  }

  @Test
  void stepsAreToldTenTimesASecondAtMost() {
    long began = System.nanoTime();
    ProgressReporter reporter = new ProgressReporter(listener, 1000);
    reporter.moved("a", 2);
    if (System.nanoTime() - began < 100_000_000L) {
      assertThat(heard).isEmpty();
    }

    long[] told = new long[1];
    await()
        .atMost(Duration.ofMinutes(1))
        .pollInterval(Duration.ofMillis(2))
        .until(
            () -> {
              told[0] = System.nanoTime();
              reporter.moved("a", 2);
              return !heard.isEmpty();
            });

    TransferProgress first = (TransferProgress) heard.get(0);
    assertThat(System.nanoTime() - began).isGreaterThanOrEqualTo(100_000_000L);
    assertThat(first.strategy()).isEqualTo("a");
    assertThat(first.bytes()).isEqualTo(2);
    assertThat(first.total()).isEqualTo(1000);
    assertThat(first.elapsed()).isBetween(Duration.ofMillis(100), Duration.ofMinutes(1));
    reporter.moved("a", 3);
    if (System.nanoTime() - told[0] < 100_000_000L) {
      assertThat(heard).as("right after one that was told").hasSize(1);
    }
  }

  @Test
  void theGoodEndIsToldInThreeWays() {
    TransferResult result = result();

    new ProgressReporter(listener, 1000).completed(result);

    assertThat(heard).hasSize(3);
    TransferProgress last = (TransferProgress) heard.get(0);
    assertThat(last.bytes()).isEqualTo(1000);
    assertThat(last.elapsed()).isBetween(Duration.ZERO, Duration.ofMinutes(1));
    assertThat(heard.get(1)).isSameAs(result);
    TransferOutcome outcome = (TransferOutcome) heard.get(2);
    assertThat(outcome.completed()).isTrue();
    assertThat(outcome.route()).isEqualTo(ROUTE);
    assertThat(outcome.strategy()).contains("a");
    assertThat(outcome.bytes()).isEqualTo(1000);
    assertThat(outcome.fallbacks()).isEqualTo(1);
    assertThat(outcome.elapsed()).isBetween(Duration.ofNanos(1), Duration.ofMinutes(1));
  }

  @Test
  void theBadEndIsToldInTwo() {
    TransferException failure =
        new TransferException(
            "broken", null, new Account(7, 7, 10, "a", new byte[0]), FailedEnd.TARGET);

    new ProgressReporter(listener, 1000).failed(failure, ROUTE, 2);

    assertThat(heard).hasSize(2);
    assertThat(heard.get(0)).isSameAs(failure);
    TransferOutcome outcome = (TransferOutcome) heard.get(1);
    assertThat(outcome.completed()).isFalse();
    assertThat(outcome.route()).isEqualTo(ROUTE);
    assertThat(outcome.failure()).isEqualTo(Optional.of(failure));
    assertThat(outcome.bytes()).isEqualTo(7);
    assertThat(outcome.fallbacks()).isEqualTo(2);
    assertThat(outcome.elapsed()).isBetween(Duration.ofNanos(1), Duration.ofMinutes(1));
  }

  @Test
  void oneThatThrowsIsNotCalledAgain() {
    TransferListener throwing =
        new TransferListener() {
          @Override
          public void progressed(TransferProgress progress) {
            heard.add(progress);
            throw new IllegalStateException("mine");
          }

          @Override
          public void ended(TransferOutcome outcome) {
            heard.add(outcome);
          }
        };

    new ProgressReporter(throwing, 1000).completed(result());

    assertThat(heard).hasSize(1);
  }
}
