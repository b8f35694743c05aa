package dev.sendfile;

import java.util.Objects;
import java.util.function.Consumer;

/**
 * Hears of the progress of transfers. Called on the thread that runs the transfer, between two
 * steps, so it must not block; for one transfer never by two threads at once.
 *
 * <p>An exception that it throws is logged and ignored, and it is not called again for that
 * transfer. An {@code Error} ends the transfer and is thrown to whoever runs or advances it, with
 * the account suppressed in it as a {@link TransferException}; the listener still hears of that
 * end.
 *
 * <p>It may do anything with the transfer that calls it. To {@linkplain Transfer#cancel cancel} or
 * {@linkplain Transfer#close close} it, to interrupt the thread or to close an end takes effect
 * before the next step, unless every byte was accepted by then; to run or advance it is refused
 * with an {@code IllegalStateException}. Another transfer on the same ends is run at once: its
 * bytes go where the ends stand, between those of this one. The calls at the end come once all was
 * given back, so that the next transfer on the same ends may be run from them.
 */
@FunctionalInterface
public interface TransferListener {

  /**
   * Some bytes were accepted. Called at most ten times a second and once at the end, however many
   * steps there are; with a transfer of less than a tenth of a second only at the end.
   *
   * @param progress how far the transfer is
   */
  void progressed(TransferProgress progress);

  /**
   * The transfer ended as asked, and holds nothing any more; {@link Transfer#result} tells it too.
   *
   * @param result what it did
   */
  default void completed(TransferResult result) {}

  /**
   * The transfer failed, and holds nothing any more. Where it was ended by an {@code Error}, that
   * is the cause. Not called for a request that is refused before the transfer begins: a missing
   * file, a range beyond the end, a strategy that cannot serve.
   *
   * @param failure why, and how far it was
   */
  default void failed(TransferException failure) {}

  /**
   * The transfer ended, well or not: the last call. For metrics, which need no more than this; like
   * {@link #failed} not called for a request that is refused before the transfer begins.
   *
   * @param outcome what became of it
   */
  default void ended(TransferOutcome outcome) {}

  /**
   * Makes a listener that hears of nothing but the end, for metrics.
   *
   * @param metrics whom to tell, on the thread that ran the transfer
   * @return the listener
   */
  static TransferListener onEnd(Consumer<TransferOutcome> metrics) {
    Objects.requireNonNull(metrics, "metrics");
    return new TransferListener() {
      @Override
      public void progressed(TransferProgress progress) {}

      @Override
      public void ended(TransferOutcome outcome) {
        metrics.accept(outcome);
      }
    };
  }
}
