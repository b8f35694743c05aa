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

  /** Looks after a transfer whether the target has what it should. */
  void check(Choices choices, Expected expected, Account account, Complaints complaints)
      throws Exception;

  @Override
  void close() throws Exception;
}
