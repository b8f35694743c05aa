package dev.sendfile.cli;

import dev.sendfile.TransferException;

/**
 * How far a transfer to a socket came: what this machine took over from the sender, which is not
 * what the receiver has.
 *
 * @param atLeast bytes that were accepted for certain
 * @param atMost bytes that may have been accepted
 * @param total bytes that should have been accepted; negative where not known
 */
record Accepted(long atLeast, long atMost, long total) {

  static Accepted of(TransferException e, long total) {
    return new Accepted(e.bytesTransferred(), e.bytesTransferredAtMost(), total);
  }

  /** The account as it is shown to users. */
  @Override
  public String toString() {
    return "this machine accepted "
        + (atLeast == atMost ? "" + atLeast : "between " + atLeast + " and " + atMost)
        + (total < 0 ? "" : " of " + total)
        + " bytes; the receiver may hold fewer";
  }
}
