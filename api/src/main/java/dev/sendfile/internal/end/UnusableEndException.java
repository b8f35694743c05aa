package dev.sendfile.internal.end;

import java.io.IOException;
import java.nio.channels.NonReadableChannelException;
import java.nio.channels.NonWritableChannelException;
import org.jspecify.annotations.Nullable;

/**
 * An end of the wrong kind or in the wrong state. The message is for the user and names the remedy.
 */
public final class UnusableEndException extends IOException {

  private static final long serialVersionUID = 1L;

  /**
   * Makes the exception.
   *
   * @param message for the user
   * @param cause what was thrown, if anything was
   */
  public UnusableEndException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }

  /**
   * A file channel was opened for writing only.
   *
   * @param cause what the JDK threw
   * @return the exception
   */
  public static UnusableEndException notReadable(NonReadableChannelException cause) {
    return new UnusableEndException(
        "the source channel was not opened for reading; open it with StandardOpenOption.READ",
        cause);
  }

  /**
   * A file channel was opened for reading only.
   *
   * @param cause what the JDK threw
   * @return the exception
   */
  public static UnusableEndException notWritable(NonWritableChannelException cause) {
    return new UnusableEndException(
        "the target channel was not opened for writing; open it with StandardOpenOption.WRITE",
        cause);
  }
}
