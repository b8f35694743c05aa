package dev.sendfile.tck;

import dev.sendfile.Sendfile;
import dev.sendfile.Transfer;
import dev.sendfile.TransferException;
import dev.sendfile.TransferRequest;
import dev.sendfile.TransferResult;
import java.util.concurrent.locks.LockSupport;

/** Who moves a transfer on. */
enum ForeignDriver {
  /** The library, in one call. */
  TRANSFER,
  /** The same, with a handle. */
  RUN,
  /** An event loop, call by call: neither end may block. */
  ADVANCE;

  private static final long PAUSE_NANOS = 20_000;

  TransferResult drive(Sendfile sendfile, TransferRequest request) throws TransferException {
    if (this == TRANSFER) {
      return sendfile.transfer(request);
    }
    try (Transfer transfer = sendfile.open(request)) {
      return this == RUN ? transfer.run() : advance(transfer);
    }
  }

  private static TransferResult advance(Transfer transfer) throws TransferException {
    boolean done = false;
    while (!done) {
      switch (transfer.advance()) {
        case DONE -> done = true;
        case AGAIN -> {}
        case LATER -> LockSupport.parkNanos(transfer.delay().toNanos());
        case TARGET_WRITABLE, SOURCE_READABLE -> LockSupport.parkNanos(PAUSE_NANOS);
      }
    }
    return transfer.result().orElseThrow();
  }
}
