package dev.sendfile.internal.file;

import java.nio.file.FileSystemException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** A file cannot be replaced. The message is for the user: it names the file and the remedy. */
public final class NotReplaceableException extends FileSystemException {

  private static final long serialVersionUID = 1L;

  NotReplaceableException(Path file, String reason, @Nullable Throwable cause) {
    super(file.toString(), null, reason);
    initCause(cause);
  }

  @Override
  public String getMessage() {
    return getFile() + " cannot be replaced: " + getReason();
  }
}
