package dev.sendfile.itests.soak;

import dev.sendfile.Sendfile;
import dev.sendfile.Transfer;
import dev.sendfile.TransferException;
import dev.sendfile.TransferResult;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.WritableByteChannel;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;

/** The ways to ask for a transfer. */
record Asking(Trial trial, Sendfile sendfile) {

  /** A closed channel wakes no selector, and a timeout is looked at by each call. */
  private static final long LONGEST_WAIT_MILLIS = 10;

  TransferResult run(CompletableFuture<Transfer> handle) throws TransferException {
    return switch (trial.choices().mode) {
      case TRANSFER -> sendfile.transfer(trial.request());
      case HANDLE -> {
        try (Transfer transfer = sendfile.open(trial.request())) {
          handle.complete(transfer);
          yield transfer.run();
        }
      }
      case EVENT_LOOP -> {
        try (Transfer transfer = sendfile.open(trial.request())) {
          handle.complete(transfer);
          yield loop(transfer);
        }
      }
      case SHORT -> shortest();
    };
  }

  private TransferResult shortest() throws TransferException {
    if (trial.choices().headerLength + trial.choices().trailerLength == 0
        && trial.origin() instanceof FileOrigin file
        && file.isExplicit()
        && trial.destination() instanceof LineDestination to) {
      long length = file.content().length();
      if (file.prepared() != null && to.prepared() != null) {
        return sendfile.transfer(file.prepared(), to.prepared(), file.offset(), length);
      }
      if (file.channel() != null
          && to.prepared() == null // of which another strategy was announced
          && to.line().target() instanceof WritableByteChannel channel) {
        return sendfile.transfer(file.channel(), channel, file.offset(), length);
      }
    }
    return sendfile.transfer(trial.request());
  }

  private TransferResult loop(Transfer transfer) throws TransferException {
    try (Selector selector = Selector.open()) {
      boolean done = false;
      while (!done) {
        switch (transfer.advance()) {
          case DONE -> done = true;
          case AGAIN -> {}
          case LATER -> LockSupport.parkNanos(transfer.delay().toNanos());
          case TARGET_WRITABLE ->
              await(selector, trial.destination().selectable(), SelectionKey.OP_WRITE);
          case SOURCE_READABLE ->
              await(selector, trial.origin().selectable(), SelectionKey.OP_READ);
        }
      }
      return transfer.result().orElseThrow();
    } catch (TransferException e) {
      throw e;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void await(Selector selector, SelectableChannel channel, int operation)
      throws IOException {
    if (channel.isOpen()) {
      try {
        SelectionKey key = channel.register(selector, operation);
        selector.select(LONGEST_WAIT_MILLIS);
        selector.selectedKeys().clear();
        key.interestOps(0);
      } catch (java.nio.channels.ClosedChannelException
          | java.nio.channels.CancelledKeyException e) {
        // the next call finds out
      }
    }
  }
}
