package dev.sendfile.tck;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A strategy did not keep what it promises; the message says what, and where that is stated. */
public final class PromiseBroken extends AssertionError {

  private static final long serialVersionUID = 1;

  private final transient List<Violation> violations;

  /**
   * Makes an error that tells of each promise once, by what was seen first.
   *
   * @param seen all that was seen, in order, at least one
   * @param cause what a test threw, {@code null} for nothing
   */
  PromiseBroken(Collection<Violation> seen, @Nullable Throwable cause) {
    this(onePerPromise(seen), cause);
  }

  private PromiseBroken(List<Violation> violations, @Nullable Throwable cause) {
    super(violations.stream().map(Violation::toString).collect(Collectors.joining("\n")), cause);
    this.violations = violations;
  }

  private static List<Violation> onePerPromise(Collection<Violation> seen) {
    Map<Promise, Violation> first = new LinkedHashMap<>();
    seen.forEach(it -> first.putIfAbsent(it.promise(), it));
    return List.copyOf(first.values());
  }

  /**
   * Returns what was seen, each promise once.
   *
   * @return at least one
   */
  public List<Violation> violations() {
    return violations;
  }
}
