package dev.sendfile.itests.faults;

import java.util.List;

/**
 * One call that fails with one error.
 *
 * @param strategy who makes the call
 * @param road on which
 * @param next who goes on in its place: one of these
 * @param fault what goes wrong
 * @param meaning what comes of it
 */
record Cell(String strategy, Road road, List<String> next, Fault fault, Meaning meaning) {

  boolean isNative() {
    return strategy.startsWith("native-");
  }

  /** Whether a strategy is there: those of the JDK's calls are tried with none but the next. */
  boolean isDeployed(String name) {
    return isNative() || name.equals(strategy) || next.contains(name);
  }

  /** Whether the source has told the JDK of its end, so that nobody can read what is left. */
  boolean endsTheSource() {
    return fault.call().equals("read") && fault.error().equals("ECONNRESET");
  }

  /** The same where no test comes after it. */
  Cell inThisJvm() {
    return new Cell(
        strategy, road, next, fault, meaning == Meaning.REMEMBERED ? Meaning.INSIDE : meaning);
  }

  /** Whether the call fails with whoever goes on, too, if that makes the same one. */
  boolean mayFellTheNext() {
    return fault.lasts() && !next.isEmpty();
  }

  @Override
  public String toString() {
    return strategy + ": " + road + ", " + fault;
  }
}
