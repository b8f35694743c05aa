package dev.sendfile.itests.soak;

import dev.sendfile.TransferRequest;
import dev.sendfile.TransferSource;
import java.io.IOException;
import java.nio.channels.SelectableChannel;
import java.util.concurrent.Executor;

/** Where the bytes of one transfer go to. */
interface Destination extends AutoCloseable {

  TransferRequest to(TransferSource source);

  /** What an event loop waits for; {@code null} for nothing. */
  SelectableChannel selectable();

  /** Lets the far end begin, if there is one. */
  void begin(Expected expected, Peer peer, Executor on);

  /** As its owner would. */
  void closeTarget() throws IOException;

  /** As the receiver would, where there is one. */
  default void hangUp() throws IOException {
    throw new AssertionError("nobody receives");
  }

  /**
   * The file that is sent is about to be cut there. What the kernel moves is on its way by
   * reference to its cache: from there on, up to the end of the page, zeros may come.
   */
  void mayBeZerosFrom(int position);

  /** Looks after a transfer whether the target has what it should. */
  void check(Choices choices, Expected expected, Account account, Complaints complaints)
      throws Exception;

  @Override
  void close() throws Exception;
}
