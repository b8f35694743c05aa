package dev.sendfile.cli;

import dev.sendfile.TransferResult;
import dev.sendfile.cli.text.Speed;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a transfer came to.
 *
 * @param seconds how long it took
 * @param sha256 the checksum of the bytes, where it was asked for
 * @param answer how many bytes the receiver sent, which are kept nowhere; {@code null} for none
 */
record Report(
    String strategy,
    String technique,
    String route,
    long bytes,
    double seconds,
    List<String> passedOver,
    @Nullable String sha256,
    @Nullable Long answer) {

  static Report of(TransferResult result, double seconds, @Nullable Sha256 sha256) {
    return new Report(
        result.strategy(),
        result.technique(),
        result.route().toString(),
        result.bytes(),
        seconds,
        result.passedOver().stream().map(it -> it.strategy() + ": " + it.reason()).toList(),
        sha256 == null ? null : sha256.hexadecimal(),
        null);
  }

  /** The same, with a checksum. */
  Report with(Sha256 checksum) {
    return new Report(
        strategy, technique, route, bytes, seconds, passedOver, checksum.hexadecimal(), answer);
  }

  /** The same, with what the receiver sent. */
  Report answered(long bytesOfAnswer) {
    return bytesOfAnswer == 0
        ? this
        : new Report(strategy, technique, route, bytes, seconds, passedOver, sha256, bytesOfAnswer);
  }

  /** Tells it: in a line, and one for the checksum, or as one object. */
  void print(PrintWriter out, boolean json) {
    if (json) {
      Json.print(this, out);
      return;
    }
    out.println(
        String.format(
            Locale.ROOT,
            "%d bytes in %.3f s, %s MB/s, by %s (%s)%s%s",
            bytes,
            seconds,
            new Speed(bytes, seconds),
            strategy,
            technique,
            passedOver.isEmpty() ? "" : ", after " + String.join(", ", passedOver),
            answer == null ? "" : "; " + answer + " bytes of an answer were dropped"));
    if (sha256 != null) {
      out.println("sha256 " + sha256);
    }
  }
}
