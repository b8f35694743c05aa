package dev.sendfile.cli;

import com.google.gson.annotations.SerializedName;
import dev.sendfile.TransferException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What went wrong.
 *
 * @param error what it was, on one line
 * @param remedy what to do about it
 * @param bytes how many bytes the target had accepted by then
 * @param again the command line that continues, if one does
 * @param exit the exit code
 */
record ErrorReport(
    String error,
    Remedy remedy,
    long bytes,
    @SerializedName("continue") @Nullable String again,
    int exit) {

  /**
   * Reports what was thrown.
   *
   * @param moved bytes that were moved by a transfer before it
   * @param exit the exit code
   */
  static ErrorReport of(Throwable e, long moved, int exit) {
    if (e instanceof CommandException known) {
      return new ErrorReport(
          String.valueOf(e.getMessage()), known.remedy(), known.bytes(), known.again(), exit);
    }
    if (e instanceof TransferException transfer) {
      return new ErrorReport(
          Cause.withoutAccount(transfer),
          Remedies.of(transfer),
          transfer.bytesTransferred(),
          null,
          exit);
    }
    if (e instanceof OutOfMemoryError) {
      return new ErrorReport(
          "out of memory: " + Cause.of(e),
          Remedy.of("give Java more: SENDFILE_JAVA_OPTS=-Xmx1g"),
          moved,
          null,
          exit);
    }
    if (e instanceof IOException) {
      return new ErrorReport(Cause.of(e), Remedy.of(remedy(e)), moved, null, exit);
    }
    String remedy =
        e instanceof LinkageError
            ? "the jars of the command do not belong together: build it anew"
            : Remedies.OUR_FAULT;
    return new ErrorReport(e.toString(), Remedy.of(remedy), moved, null, exit);
  }

  /**
   * Tells it: in two lines, whatever a file or an argument is called, or as one object. A terminal
   * shows them in lines that fit.
   *
   * @param name of the command
   */
  void print(PrintWriter err, String name, boolean json) {
    if (json) {
      Json.print(this, err);
    } else {
      err.println(name + ": " + error);
      remedy.print(err);
    }
  }

  /** No more than what the system has said can be known of it. */
  private static String remedy(Throwable e) {
    if (e instanceof NoTemporaryFile) {
      return NoTemporaryFile.remedy();
    }
    if (e instanceof NoSuchFileException) {
      return Remedies.CHECK_THE_PATH + Path.of("").toAbsolutePath();
    }
    if (e instanceof AccessDeniedException) {
      return Remedies.PERMISSIONS;
    }
    return e instanceof FileSystemException
        ? "see what is the matter with that file"
        : "--verbose prints where it happened";
  }
}
