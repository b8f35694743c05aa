package dev.sendfile.internal.end;

import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What calls of a foreign object have thrown. The first failure stays: what follows it tells less.
 * Asked and told by several threads.
 */
final class ForeignCalls {

  private final String name;
  private volatile @Nullable Throwable failure;

  /**
   * Begins with no failure.
   *
   * @param name the object in messages
   */
  ForeignCalls(String name) {
    this.name = name;
  }

  @Nullable Throwable failure() {
    return failure;
  }

  void keep(Throwable thrown) {
    if (failure == null) {
      failure = thrown;
    }
  }

  /**
   * Keeps what a call has thrown.
   *
   * @return what the end throws instead, if that was an exception
   * @throws Error if that was an error
   */
  IOException threw(Throwable thrown) {
    if (thrown instanceof Error error) {
      keep(error);
      throw error;
    }
    IOException failed =
        thrown instanceof IOException io
            ? io
            : new UnusableEndException(name + " threw " + thrown, thrown);
    keep(failed);
    return failed;
  }

  /**
   * Keeps that a call has not told the truth about what it did.
   *
   * @param what the call said, and what is seen of it
   * @return what the end throws
   */
  IOException lied(String what) {
    return threw(
        new UnusableEndException(
            name + " says that " + what + "; report this to its author", null));
  }

  /**
   * Asks the object something.
   *
   * @param question the question
   * @param otherwise the answer where it throws
   * @return its answer
   */
  boolean ask(BooleanSupplier question, boolean otherwise) {
    try {
      return question.getAsBoolean();
    } catch (Throwable e) {
      keep(e);
      return otherwise;
    }
  }

  /**
   * Refuses to believe an end that an object tells of which its owner has closed meanwhile.
   *
   * @param closed what it has answered when it was asked for that
   */
  void refuseEndOf(boolean closed) throws IOException {
    if (closed) {
      keep(new ClosedByOwnerException(null));
      throw threw(Objects.requireNonNull(failure));
    }
  }

  /**
   * Requires that the object is open.
   *
   * @param open what it has answered
   * @throws ClosedChannelException if it is not, and has not thrown itself when it was asked
   */
  void requireOpen(boolean open) throws IOException {
    if (!open) {
      Throwable thrown = failure;
      throw thrown == null ? new ClosedChannelException() : threw(thrown);
    }
  }
}
