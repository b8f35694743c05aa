package dev.sendfile.cli;

import dev.sendfile.Sendfile;
import dev.sendfile.Transfer;
import dev.sendfile.TransferException;
import dev.sendfile.TransferRequest;
import dev.sendfile.TransferResult;

/**
 * One transfer of the command: seen on a terminal while it runs, and ended by Ctrl-C.
 *
 * @param root the command
 * @param sendfile what runs it
 * @param name what moves, for the display
 * @param total bytes that shall move, -1 where not known
 */
record Job(SendfileCommand root, Sendfile sendfile, String name, long total) {

  private static final double NANOS_PER_SECOND = 1e9;

  TransferResult run(TransferRequest request) throws TransferException {
    try (ProgressDisplay progress = root.json() ? null : ProgressDisplay.onTerminal(name, total);
        Transfer transfer =
            sendfile.open(progress == null ? request : request.listener(progress))) {
      TransferResult result = root.interrupts().run(transfer);
      root.moved(result.bytes());
      return result;
    }
  }

  /** The time since a moment of {@link System#nanoTime}. */
  static double secondsSince(long nanoTime) {
    return (System.nanoTime() - nanoTime) / NANOS_PER_SECOND;
  }
}
