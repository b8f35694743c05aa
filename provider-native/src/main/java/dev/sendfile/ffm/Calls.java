package dev.sendfile.ffm;

import dev.sendfile.spi.Refusal;
import dev.sendfile.spi.Scope;
import dev.sendfile.spi.SourceFailedException;
import dev.sendfile.spi.Step;
import org.jspecify.annotations.Nullable;

/**
 * The system calls on behalf of one strategy, and what becomes of a step when one fails.
 *
 * @param owner the strategy, which is disabled with a call that the kernel does not have
 * @param linux the calls
 */
record Calls(NativeStrategy owner, Linux linux) {

  /**
   * Says what a step comes to whose call failed, by the row of its error.
   *
   * @param call the name of the call
   * @param result what it returned: minus the number of the error
   * @param again the answer where nothing can be moved now
   * @throws SystemCallException if it is a fault that has to surface
   */
  Step failed(String call, long result, Step again) throws SystemCallException {
    Step step = handledElsewhere(call, result, again);
    if (step == null) {
      throw new SystemCallException(call, (int) -result);
    }
    return step;
  }

  /**
   * Says what a step comes to whose call could not take anything from a sequential source.
   *
   * @param call the name of the call
   * @param result what it returned: minus the number of the error
   * @throws SourceFailedException if it is a fault that has to surface
   */
  Step failedToRead(String call, long result) throws SourceFailedException {
    Step step = handledElsewhere(call, result, Step.SOURCE_DRY);
    if (step == null) {
      throw new SourceFailedException(Errno.describe(call, (int) -result));
    }
    return step;
  }

  /**
   * Refuses to open a session, whose first step would find out the same.
   *
   * @param call the name of a call that moved nothing
   * @param result what it returned: minus the number of the error, if it failed
   * @throws NoDescriptorException if the kernel never makes this call between the two ends
   */
  void refuse(String call, long result) throws NoDescriptorException {
    Step step = result < 0 ? handledElsewhere(call, result, Step.TARGET_FULL) : null;
    if (step instanceof Step.NotHandled refused && refused.refusal().scope() != Scope.STEP) {
      throw NoDescriptorException.failed(call, result);
    }
  }

  private @Nullable Step handledElsewhere(String call, long result, Step again) {
    if (Errno.isAgain(result)) {
      return again;
    }
    int number = (int) -result;
    Errno error = Errno.of(number);
    Scope scope = error == null ? null : error.scope();
    if (scope == null) {
      return null;
    }
    String reason = Errno.describe(call, number);
    if (scope == Scope.PROCESS) {
      owner.disable(reason);
    }
    return Step.notHandled(new Refusal(scope, reason, null));
  }
}
