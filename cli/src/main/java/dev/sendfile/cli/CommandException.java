package dev.sendfile.cli;

import org.jspecify.annotations.Nullable;

/**
 * The command cannot do what it was asked to. Carries one line for what is wrong and one for what
 * to do.
 */
final class CommandException extends Exception {

  private static final long serialVersionUID = 1L;

  private final String remedy;

  /**
   * Makes the exception.
   *
   * @param message what is wrong, naming the value it is about
   * @param remedy what the user can do about it
   * @param cause what was thrown, if anything was
   */
  CommandException(String message, String remedy, @Nullable Throwable cause) {
    super(message, cause);
    this.remedy = remedy;
  }

  String remedy() {
    return remedy;
  }
}
