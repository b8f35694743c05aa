package dev.sendfile.itests.soak;

import dev.sendfile.TransferException;
import dev.sendfile.TransferResult;
import dev.sendfile.tck.fixture.foreign.Stranger;

/**
 * How a transfer ended, as it says itself.
 *
 * @param result what it did, {@code null} if it failed
 * @param failure why it failed, {@code null} if it did not
 * @param error what was thrown instead, with the failure in it; {@code null} if nothing was
 * @param interrupted whether its thread had the flag set at the end
 */
record Account(TransferResult result, TransferException failure, Error error, boolean interrupted) {

  static Account of(TransferResult result, boolean interrupted) {
    return new Account(result, null, null, interrupted);
  }

  static Account of(TransferException failure, boolean interrupted) {
    return new Account(null, failure, null, interrupted);
  }

  /** An error has its account with it. */
  static Account of(Error error, boolean interrupted) {
    for (Throwable it : error.getSuppressed()) {
      if (it instanceof TransferException failure) {
        return new Account(null, failure, error, interrupted);
      }
    }
    throw error;
  }

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

  /** What a stranger throws comes out as it is, if an error, and else as the cause. */
  void checkStranger(Stranger stranger, boolean throwsSomething, Complaints complaints) {
    complaints.require(
        !stranger.sawBytesOfOthers(), "the stranger saw bytes that were not meant for it");
    stranger.scribble();
    Throwable thrown = stranger.thrown();
    if (thrown != null) {
      Throwable told = thrown instanceof Error || failure == null ? error : failure.getCause();
      complaints.require(told == thrown, "%s was thrown, %s was told", thrown, told);
    } else if (throwsSomething && failure != null) {
      complaints.require(
          Fault.isWantOfStrategy(failure), "it failed before the stranger threw anything");
    }
  }

  @Override
  public String toString() {
    if (failure == null) {
      return "completed: " + result;
    }
    String text =
        failure + (failure.getCause() == null ? "" : ", because of " + failure.getCause());
    return error == null ? text : error + ", " + text;
  }
}
