package dev.sendfile;

import java.time.Duration;

/**
 * How far a transfer is.
 *
 * @param strategy the strategy that runs
 * @param bytes bytes that the target has accepted so far, header and trailer included
 * @param total bytes that it shall accept; -1 where not known
 * @param elapsed time since the transfer began
 */
public record TransferProgress(String strategy, long bytes, long total, Duration elapsed) {}
