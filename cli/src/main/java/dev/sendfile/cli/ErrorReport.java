package dev.sendfile.cli;

import com.google.gson.annotations.SerializedName;
import dev.sendfile.TransferException;
import java.io.IOException;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What went wrong.
 *
 * @param error what it was, on one line
 * @param remedy what to do about it, on one line
 * @param bytes how many bytes the target had accepted by then
 * @param again the command line that continues, if one does
 * @param exit the exit code
 */
record ErrorReport(
    String error,
    String remedy,
    long bytes,
    @SerializedName("continue") @Nullable String again,
    int exit) {

  private static final Pattern UNPRINTABLE = Pattern.compile("[\\p{Cc}\\u2028\\u2029]");

  static ErrorReport of(Exception e, int exit) {
    if (e instanceof CommandException known) {
      return new ErrorReport(words(e), known.remedy(), known.bytes(), known.again(), exit);
    }
    if (e instanceof TransferException transfer) {
      return new ErrorReport(
          words(e), Remedies.of(transfer), transfer.bytesTransferred(), null, exit);
    }
    String remedy =
        e instanceof IOException
            ? "check that this user can make temporary files and sockets on this machine"
            : "this is a fault of the command: report it with what --verbose prints";
    return new ErrorReport(e.toString(), remedy, 0, null, exit);
  }

  private static String words(Exception e) {
    return String.valueOf(e.getMessage());
  }

  /** The report for people: two lines, whatever a file or an argument is called. */
  @Override
  public String toString() {
    return onOneLine(error) + System.lineSeparator() + onOneLine(remedy);
  }

  private static String onOneLine(String text) {
    return UNPRINTABLE
        .matcher(text)
        .replaceAll(it -> String.format(Locale.ROOT, "\\\\u%04x", (int) it.group().charAt(0)));
  }
}
