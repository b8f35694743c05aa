package dev.sendfile.itests.nativecalls;

import dev.sendfile.TransferException;
import dev.sendfile.TransferRequest;
import java.nio.channels.SocketChannel;

/** A transfer that will wait for one of its ends until somebody ends it. */
interface Blocked extends AutoCloseable {

  /** What is to be moved. */
  TransferRequest request();

  /** The end that it waits for. */
  SocketChannel channel();

  /** Reads at the far end of that channel until it tells that the channel was closed. */
  void awaitEndAtPeer() throws Exception;

  /** Checks that the bytes that went over are those that the exception tells of. */
  void checkAccount(TransferException failure) throws Exception;
}
