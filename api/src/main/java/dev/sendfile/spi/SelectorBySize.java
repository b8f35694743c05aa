package dev.sendfile.spi;

import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongFunction;

/** Names a strategy or technique by the number of bytes to send. */
final class SelectorBySize implements TransferSelector {

  /** A selector may make up names; a log that nobody can read helps nobody. */
  private static final int MOST_WARNINGS = 64;

  private final LongFunction<String> choice;
  private final Set<String> warned = ConcurrentHashMap.newKeySet();

  SelectorBySize(LongFunction<String> choice) {
    this.choice = Objects.requireNonNull(choice, "choice");
  }

  @Override
  public List<Candidate> select(Plan plan, List<Candidate> ranked) {
    String wanted = Techniques.canonical(choice.apply(plan.length()));
    for (Candidate candidate : ranked) {
      if (candidate.name().equals(wanted) || candidate.technique().equals(wanted)) {
        List<Candidate> ordered = new ArrayList<>(ranked);
        ordered.remove(candidate);
        ordered.add(0, candidate);
        return ordered;
      }
    }
    if (warned.size() < MOST_WARNINGS && warned.add(wanted + " for " + plan.route())) {
      System.getLogger("dev.sendfile")
          .log(
              Level.WARNING,
              "a selector by size asked for ''{0}'', which does not serve {1} here; going by the"
                  + " built-in order",
              wanted,
              plan.route());
    }
    return ranked;
  }

  @Override
  public String toString() {
    return "bySize";
  }
}
