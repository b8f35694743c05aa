package dev.sendfile.bench.contest;

import dev.sendfile.Explanation;
import dev.sendfile.Explanation.Standing;
import dev.sendfile.Sendfile;
import dev.sendfile.TransferRequest;
import dev.sendfile.TransferResult;
import java.io.IOException;
import java.util.Locale;

/** Moves the bytes by the library, and remembers by which strategy it did. */
final class LibraryMove implements Move {

  /** Moves all bytes once. */
  @FunctionalInterface
  interface Transfer {
    TransferResult once() throws IOException;
  }

  private final Transfer transfer;
  private String strategy = "";

  private LibraryMove(Transfer transfer) {
    this.transfer = transfer;
  }

  /**
   * By a request.
   *
   * @throws LeftOutException if the library cannot serve it
   */
  static Move of(Sendfile sendfile, TransferRequest request) throws IOException {
    return of(sendfile, request, () -> sendfile.transfer(request));
  }

  /**
   * By a shorter way than a request.
   *
   * @param alike a request of the same ends
   * @throws LeftOutException if the library cannot serve that
   */
  static Move of(Sendfile sendfile, TransferRequest alike, Transfer transfer) throws IOException {
    Explanation explanation = sendfile.explain(alike);
    if (explanation.chosen().isEmpty()) {
      throw new LeftOutException(reasons(explanation));
    }
    return new LibraryMove(transfer);
  }

  private static String reasons(Explanation explanation) {
    String forced = explanation.forced().orElse("");
    return explanation.verdicts().stream()
        .filter(it -> it.strategy().equals(forced))
        .map(it -> words(it.standing()) + ": " + it.reason())
        .findFirst()
        .orElseGet(
            () ->
                forced.isEmpty()
                    ? String.join("; ", explanation.notes())
                    : "no strategy or technique is named '" + forced + "' here");
  }

  private static String words(Standing standing) {
    return standing.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  @Override
  public void once() throws IOException {
    strategy = transfer.once().strategy();
  }

  @Override
  public String strategy() {
    return strategy;
  }
}
