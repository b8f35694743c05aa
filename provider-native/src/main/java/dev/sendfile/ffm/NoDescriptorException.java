package dev.sendfile.ffm;

import java.io.IOException;

/** The descriptor of an end cannot be had; the message says why, in words for a user. */
final class NoDescriptorException extends IOException {

  private static final long serialVersionUID = 1;

  NoDescriptorException(String message) {
    super(message);
  }

  /**
   * A call failed that would have made one.
   *
   * @param result what it returned: minus the number of the error
   */
  static NoDescriptorException failed(String call, long result) {
    return new NoDescriptorException(Errno.describe(call, (int) -result));
  }
}
