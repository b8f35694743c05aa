package dev.sendfile.tck;

/**
 * One of several cases has failed. The cause is what it threw, which alone tells whose fault it is.
 */
final class CaseFailed extends AssertionError {

  private static final long serialVersionUID = 1;

  CaseFailed(Object which, Throwable cause) {
    super(which + ": " + cause, cause);
  }
}
