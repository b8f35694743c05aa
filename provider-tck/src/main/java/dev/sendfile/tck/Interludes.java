package dev.sendfile.tck;

import dev.sendfile.spi.Refusal;
import dev.sendfile.spi.Scope;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.function.Executable;

/** What a test wants to happen before steps; told by one thread, done by others. */
final class Interludes {

  private volatile IntPredicate refused = step -> false;
  private volatile @Nullable Refusal refusal;
  private volatile int moment;
  private volatile Executable happening = () -> {};

  Interludes() {}

  void refuse(IntPredicate steps, Scope scope) {
    refusal = new Refusal(scope, "the test lets another strategy go on here", null);
    refused = steps;
  }

  void beforeStep(int step, Executable action) {
    happening = action;
    moment = step;
  }

  /** A step is due; returns what to answer instead of asking the strategy, or {@code null}. */
  @Nullable Refusal stepIsDue(int step) {
    if (step == moment) {
      try {
        happening.execute();
      } catch (Throwable e) {
        throw new AssertionError("what the test does before a step failed", e);
      }
    }
    return refused.test(step) ? refusal : null;
  }
}
