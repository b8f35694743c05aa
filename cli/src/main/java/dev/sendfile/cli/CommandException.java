package dev.sendfile.cli;

import org.jspecify.annotations.Nullable;

/**
 * The command cannot do what it was asked to. Carries one line for what is wrong and one for what
 * to do.
 */
final class CommandException extends Exception {

  private static final long serialVersionUID = 1L;

  private final Remedy remedy;
  private final long bytes;
  private final @Nullable String again;

  /**
   * Makes the exception for what failed before a byte moved.
   *
   * @param message what is wrong, naming the value it is about
   * @param remedy what the user can do about it
   * @param cause what was thrown, if anything was
   */
  CommandException(String message, String remedy, @Nullable Throwable cause) {
    this(message, Remedy.of(remedy), 0, null, cause);
  }

  /**
   * Makes the exception for what failed under way.
   *
   * @param message what is wrong, naming the value it is about
   * @param remedy how far it came, and what the user can do about it
   * @param bytes how far it came, as a number
   * @param again the command line that continues, if one does
   * @param cause what was thrown, if anything was
   */
  CommandException(
      String message, Remedy remedy, long bytes, @Nullable Again again, @Nullable Throwable cause) {
    super(message, cause);
    this.remedy = remedy;
    this.bytes = bytes;
    this.again = again == null ? null : again.toString();
  }

  Remedy remedy() {
    return remedy;
  }

  long bytes() {
    return bytes;
  }

  @Nullable String again() {
    return again;
  }
}
