package dev.sendfile.ffm;

import java.io.IOException;

/** A system call failed, and the fault is not one that another way of moving bytes would avoid. */
final class SystemCallException extends IOException {

  private static final long serialVersionUID = 1;

  SystemCallException(String call, int errno) {
    super(Errno.describe(call, errno));
  }
}
