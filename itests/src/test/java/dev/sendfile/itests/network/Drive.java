package dev.sendfile.itests.network;

import dev.sendfile.Advance;
import dev.sendfile.Sendfile;
import dev.sendfile.Transfer;
import dev.sendfile.TransferRequest;
import dev.sendfile.TransferResult;
import dev.sendfile.tck.fixture.Task;
import dev.sendfile.tck.fixture.ThreadKind;
import java.io.IOException;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.Locale;

/** Who drives a transfer. */
enum Drive {
  PLATFORM,
  VIRTUAL,
  /** A selector of the test's own, for ends in non-blocking mode. */
  EVENT_LOOP;

  /** How long an event loop waits before it looks at the timeouts again. */
  private static final long TICK_MILLIS = 20;

  boolean isAvailable() {
    return this != VIRTUAL || ThreadKind.VIRTUAL.isAvailable();
  }

  boolean canDrive(Near near) {
    return this != EVENT_LOOP || near == Near.NON_BLOCKING;
  }

  /**
   * Starts a transfer on a thread of its own.
   *
   * @param source what an event loop reads from; {@code null} for a file
   * @param target what an event loop writes to; {@code null} for a file
   */
  Task<TransferResult> start(
      Sendfile sendfile,
      TransferRequest request,
      SelectableChannel source,
      SelectableChannel target) {
    return switch (this) {
      case PLATFORM -> ThreadKind.PLATFORM.start(() -> sendfile.transfer(request));
      case VIRTUAL -> ThreadKind.VIRTUAL.start(() -> sendfile.transfer(request));
      case EVENT_LOOP -> ThreadKind.PLATFORM.start(() -> loop(sendfile, request, source, target));
    };
  }

  /** Runs a transfer on a thread of its own. */
  Task<TransferResult> start(Transfer transfer) {
    return thread().start(transfer::run);
  }

  private ThreadKind thread() {
    return this == VIRTUAL ? ThreadKind.VIRTUAL : ThreadKind.PLATFORM;
  }

  private static TransferResult loop(
      Sendfile sendfile,
      TransferRequest request,
      SelectableChannel source,
      SelectableChannel target)
      throws IOException {
    try (Selector selector = Selector.open();
        Transfer transfer = sendfile.open(request)) {
      SelectionKey readable = source == null ? null : source.register(selector, 0);
      SelectionKey writable = target == null ? null : target.register(selector, 0);
      for (Advance it = transfer.advance(); it != Advance.DONE; it = transfer.advance()) {
        watch(readable, SelectionKey.OP_READ, it == Advance.SOURCE_READABLE);
        watch(writable, SelectionKey.OP_WRITE, it == Advance.TARGET_WRITABLE);
        if (it != Advance.AGAIN) {
          selector.select(TICK_MILLIS);
          selector.selectedKeys().clear();
        }
      }
      return transfer.result().orElseThrow();
    }
  }

  private static void watch(SelectionKey key, int operation, boolean due) {
    if (key != null) {
      key.interestOps(due ? operation : 0);
    }
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
