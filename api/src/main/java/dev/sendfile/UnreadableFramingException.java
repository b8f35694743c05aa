package dev.sendfile;

/** The memory of a header or trailer was released, or belongs to another thread. */
final class UnreadableFramingException extends EndFailedException {

  private static final long serialVersionUID = 1L;

  UnreadableFramingException(String which, RuntimeException cause) {
    super(
        FailedEnd.NEITHER,
        "the " + which + " cannot be read: " + cause + "; keep its memory until the end",
        cause);
  }
}
