package dev.sendfile;

/**
 * Hears of the progress of transfers. Called on the thread that runs the transfer, so it must not
 * block; for one transfer never by two threads at once. What it throws is logged and ignored, and
 * it is not called again for that transfer.
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
   * The transfer ended as asked. The last call.
   *
   * @param result what it did
   */
  default void completed(TransferResult result) {}

  /**
   * The transfer failed. The last call. Not called for a request that is refused before the
   * transfer begins: a missing file, a range beyond the end, a strategy that cannot serve.
   *
   * @param failure why, and how far it was
   */
  default void failed(TransferException failure) {}
}
