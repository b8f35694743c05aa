package dev.sendfile.itests.soak;

import dev.sendfile.TransferRequest;
import dev.sendfile.TransferSource;
import java.io.IOException;
import java.nio.channels.SelectableChannel;
import java.util.concurrent.Executor;

/** Where the bytes of one transfer come from. */
interface Origin extends AutoCloseable {

  /** Which bytes of the pattern are asked for. */
  Pattern.Part content();

  TransferSource from();

  /** Asks for those bytes. */
  TransferRequest range(TransferRequest request);

  /** What an event loop waits for; {@code null} for nothing. */
  SelectableChannel selectable();

  /** Lets the far end begin, if there is one. */
  void begin(Peer peer, Executor on);

  /** As its owner would. */
  void closeSource() throws IOException;

  /** Looks after a transfer whether the source is as it should be, and gives all that is left. */
  void check(Choices choices, Expected expected, Account account, Complaints complaints)
      throws Exception;

  @Override
  void close() throws Exception;
}
