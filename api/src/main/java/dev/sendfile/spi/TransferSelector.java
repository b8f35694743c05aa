package dev.sendfile.spi;

import java.util.List;
import java.util.function.LongFunction;

/**
 * Decides among the strategies that can serve a request. Shared by many threads; called before each
 * transfer that is not forced. It must not do input or output.
 */
@FunctionalInterface
public interface TransferSelector {

  /**
   * Orders the candidates.
   *
   * @param plan what is to be moved
   * @param ranked all strategies that are available and serve the plan, best first by the built-in
   *     ranking; unmodifiable
   * @return the candidates to use, best first: the first one runs, the others are its fallbacks in
   *     that order. Only candidates out of {@code ranked}, each at most once, at least one
   */
  List<Candidate> select(Plan plan, List<Candidate> ranked);

  /**
   * Makes a selector that names a strategy or technique by the number of bytes to send.
   *
   * @param choice from the content bytes to move (-1 where not known) to a name; a name that does
   *     not serve the plan leaves the built-in order as it is, and is told of by one warning
   * @return the selector: what was named goes first, the rest follows as ranked
   */
  static TransferSelector bySize(LongFunction<String> choice) {
    return new SelectorBySize(choice);
  }
}
