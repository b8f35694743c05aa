package dev.sendfile;

import dev.sendfile.spi.Route;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/** Calls a listener, not too often, and survives the exceptions that it throws. */
final class ProgressReporter {

  private static final long INTERVAL_NANOS = 100_000_000L;

  private final TransferListener listener;
  private final long total;
  private final long began = System.nanoTime();
  private long last = began;
  private boolean broken;

  ProgressReporter(TransferListener listener, long total) {
    this.listener = listener;
    this.total = total;
  }

  void moved(String strategy, long bytes) {
    long now = System.nanoTime();
    if (now - last >= INTERVAL_NANOS) {
      last = now;
      tell(strategy, bytes, now);
    }
  }

  /** Tells of a good end; throws an error of the listener once it has heard all. */
  void completed(TransferResult result) {
    TransferOutcome outcome =
        new TransferOutcome(
            result.route(),
            Optional.of(result.strategy()),
            result.bytes(),
            elapsed(),
            result.passedOver().size(),
            Optional.empty());
    try {
      tell(result.strategy(), result.bytes(), System.nanoTime());
    } finally {
      ended(it -> it.completed(result), outcome);
    }
  }

  /** Tells of a bad end; likewise. */
  void failed(TransferException failure, Route route, int fallbacks) {
    TransferOutcome outcome =
        new TransferOutcome(
            route,
            failure.strategy(),
            failure.bytesTransferred(),
            elapsed(),
            fallbacks,
            Optional.of(failure));
    ended(it -> it.failed(failure), outcome);
  }

  private void ended(Consumer<TransferListener> how, TransferOutcome outcome) {
    try {
      guarded(how);
    } finally {
      guarded(it -> it.ended(outcome));
    }
  }

  private Duration elapsed() {
    return Duration.ofNanos(System.nanoTime() - began);
  }

  private void tell(String strategy, long bytes, long now) {
    Duration elapsed = Duration.ofNanos(now - began);
    guarded(it -> it.progressed(new TransferProgress(strategy, bytes, total, elapsed)));
  }

  private void guarded(Consumer<TransferListener> call) {
    if (broken) {
      return;
    }
    try {
      call.accept(listener);
    } catch (Exception e) { // an error ends the transfer, of which the listener hears
      broken = true;
      System.getLogger("dev.sendfile")
          .log(
              Level.WARNING,
              "a TransferListener threw; it is not called again for this transfer",
              e);
    }
  }
}
