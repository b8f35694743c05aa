package dev.sendfile;

/** Which end of a transfer failed. */
public enum FailedEnd {
  /**
   * The end that bytes come from: it could not be opened or read, was closed, or ended too early.
   */
  SOURCE,
  /**
   * The end that bytes go to: it could not be opened or written, was closed, or what was to be done
   * with it at the end, like forcing a file to the disk, failed.
   */
  TARGET,
  /**
   * Neither: the transfer was cancelled or interrupted, the request was refused, a strategy or a
   * listener failed, or it is not known.
   */
  NEITHER
}
