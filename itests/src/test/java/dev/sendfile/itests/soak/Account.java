package dev.sendfile.itests.soak;

import dev.sendfile.TransferException;
import dev.sendfile.TransferResult;

/**
 * How a transfer ended, as it says itself.
 *
 * @param result what it did, {@code null} if it failed
 * @param failure why it failed, {@code null} if it did not
 * @param interrupted whether its thread had the flag set at the end
 */
record Account(TransferResult result, TransferException failure, boolean interrupted) {

  boolean completed() {
    return failure == null;
  }

  /** The fewest bytes that the target may hold. */
  long least() {
    return failure == null ? result.bytes() : failure.bytesTransferred();
  }

  long most() {
    return failure == null ? result.bytes() : failure.bytesTransferredAtMost();
  }

  boolean exact() {
    return least() == most();
  }

  String strategy() {
    return failure == null ? result.strategy() : failure.strategy().orElse("none");
  }

  @Override
  public String toString() {
    return failure == null ? "completed: " + result : failure.toString();
  }
}
