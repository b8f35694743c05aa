package dev.sendfile.cli;

import dev.sendfile.FailedEnd;
import dev.sendfile.TransferCancelledException;
import dev.sendfile.TransferException;
import dev.sendfile.TransferInterruptedException;
import dev.sendfile.TransferTimeoutException;
import dev.sendfile.cli.file.FileStatus;
import org.jspecify.annotations.Nullable;

/** What a failed transfer has left of the file that it was to write. */
enum Remains {
  /** What was there before, if anything was. */
  UNTOUCHED,
  /** All bytes that were accepted, and no others behind them: what comes next can be added. */
  BEGINNING,
  /** The whole new file, under its name. */
  REPLACED,
  /** Nobody knows: what comes next must not be added. */
  UNKNOWN;

  /**
   * A file that is about to be written.
   *
   * @param file the file
   * @param options how it is written
   * @param begin where the first byte goes
   * @param placed whether the user said so
   * @param before what is there; {@code null} for no regular file
   */
  record Target(
      Output file, FileOptions options, long begin, boolean placed, @Nullable FileStatus before) {

    static Target of(Output file, FileOptions options, long begin, boolean placed) {
      return new Target(file, options, begin, placed, file.status());
    }

    /** Compares what is there now with what was there, and with what the failure tells. */
    Remains after(TransferException e) {
      FileStatus now = file.status();
      if (options.allOrNothing()) {
        return replaced(now, e);
      }
      if (e.bytesTransferredAtMost() == 0 && (now == null ? before == null : now.equals(before))) {
        if (options.forces() && e.strategy().isPresent() && failedAtItsEnd(e)) {
          return UNKNOWN; // of what was there before, too
        }
        return placed || options.goesOn() ? BEGINNING : UNTOUCHED;
      }
      if (now == null || (before != null && now.otherFile(before)) || failedAtItsEnd(e)) {
        return UNKNOWN;
      }
      return placed || holdsWhatWasAccepted(now, e) ? BEGINNING : UNKNOWN;
    }

    /** Another process may have put another file there meanwhile, which is not what was written. */
    private Remains replaced(@Nullable FileStatus now, TransferException e) {
      if (now == null
          || (before != null && !now.otherFile(before))
          || now.size() != e.bytesTransferred()
          || e.bytesTransferred() < e.bytesRequested()) {
        return UNTOUCHED;
      }
      return failedAtItsEnd(e) ? REPLACED : UNKNOWN;
    }

    /** Of a file that could not be opened, the size is still that of the old content. */
    private boolean holdsWhatWasAccepted(FileStatus now, TransferException e) {
      long accepted = now.size() - begin;
      return accepted >= e.bytesTransferred() && accepted <= e.bytesTransferredAtMost();
    }

    /**
     * Whether it may be forcing the file to the disk, or closing it, that failed. The kernel then
     * gives up the pages that it could not write, and tells so once: a later attempt would find
     * nothing amiss, and zeros in their place.
     */
    private boolean failedAtItsEnd(TransferException e) {
      return e.bytesRequested() < 0
          ? options.forces() && !endedByOthers(e)
          : e.bytesTransferredAtMost() >= e.bytesRequested() && !endedByOthers(e);
    }

    private static boolean endedByOthers(TransferException e) {
      return e.failedEnd() == FailedEnd.SOURCE
          || e instanceof TransferTimeoutException
          || e instanceof TransferCancelledException
          || e instanceof TransferInterruptedException;
    }
  }
}
