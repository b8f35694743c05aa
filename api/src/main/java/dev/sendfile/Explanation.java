package dev.sendfile;

import dev.sendfile.spi.Capability;
import dev.sendfile.spi.Route;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What would serve a request, in which order, and why the others would not.
 *
 * @param route the kinds of the two ends
 * @param length content bytes that would be sent; -1 where only the end of the source tells
 * @param forced the strategy or technique that is forced, if one is
 * @param verdicts one for each strategy found: those that would run first, in their order
 * @param notes what else there is to know, for example how to get the kernel's own path
 */
public record Explanation(
    Route route, long length, Optional<String> forced, List<Verdict> verdicts, List<String> notes) {

  /** What becomes of a strategy. */
  public enum Standing {
    /** It would run. */
    CHOSEN,
    /** It would follow if those before it gave up. */
    FALLBACK,
    /** It serves the request, but something else is forced or selected. */
    NOT_WANTED,
    /** It does not serve this request. */
    DECLINED,
    /** It cannot run on this machine. */
    UNAVAILABLE,
    /** Another strategy has its name. */
    SHADOWED,
    /** Its provider could not be loaded. */
    NOT_LOADED
  }

  /**
   * What becomes of one strategy, and why.
   *
   * @param strategy its name; of one that could not be loaded, what is known of it
   * @param technique its technique, empty if it could not be loaded
   * @param standing what becomes of it
   * @param weight the operator's weight
   * @param capabilities what it reports for this route, empty unless it would serve
   * @param reason why, in words for a user
   */
  public record Verdict(
      String strategy,
      String technique,
      Standing standing,
      int weight,
      Set<Capability> capabilities,
      String reason) {}

  /**
   * Takes copies.
   *
   * @param route the kinds of the two ends
   * @param length content bytes, or -1
   * @param forced what is forced, if anything
   * @param verdicts one for each strategy
   * @param notes what else there is to know
   */
  public Explanation {
    verdicts = List.copyOf(verdicts);
    notes = List.copyOf(notes);
  }

  /**
   * Returns the strategy that would run.
   *
   * @return its name; empty if the request would fail
   */
  public Optional<String> chosen() {
    return verdicts.stream()
        .filter(it -> it.standing() == Standing.CHOSEN)
        .map(Verdict::strategy)
        .findFirst();
  }

  /**
   * Returns the explanation as lines for a log.
   *
   * @return one line for the route and one for each strategy
   */
  @Override
  public String toString() {
    String head = route + ", " + (length < 0 ? "length not known" : length + " bytes");
    return Stream.of(
            Stream.of(head),
            verdicts.stream()
                .map(it -> "  " + it.strategy() + ": " + it.standing() + ", " + it.reason()),
            notes.stream().map(it -> "  note: " + it))
        .flatMap(lines -> lines)
        .collect(Collectors.joining("\n"));
  }
}
