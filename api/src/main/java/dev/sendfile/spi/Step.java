package dev.sendfile.spi;

/**
 * The answer of one bounded attempt to move bytes. Whatever is not {@link Moved} moved nothing.
 *
 * <p>"Moved" always means <em>accepted by the target</em>. Bytes that a session took from the
 * source and still holds are {@linkplain Session#detained() detained}, not moved.
 */
public sealed interface Step {

  /** The target takes nothing now. */
  Step TARGET_FULL = new WouldBlock(Readiness.TARGET_WRITABLE);

  /** The source has nothing now. */
  Step SOURCE_DRY = new WouldBlock(Readiness.SOURCE_READABLE);

  /** The source has ended. */
  Step END_OF_SOURCE = EndOfSource.INSTANCE;

  /**
   * Says that the target accepted bytes.
   *
   * @param bytes how many, header bytes included, more than 0
   * @return the step
   */
  static Step moved(long bytes) {
    return new Moved(bytes);
  }

  /**
   * Says that this strategy cannot do the step, and that nothing was moved.
   *
   * @param refusal why, and how far that reaches
   * @return the step
   */
  static Step notHandled(Refusal refusal) {
    return new NotHandled(refusal);
  }

  /**
   * The target accepted bytes: first what was left of the header, then content.
   *
   * @param bytes how many, header bytes included
   */
  record Moved(long bytes) implements Step {
    /**
     * Checks the count.
     *
     * @param bytes how many, header bytes included
     * @throws IllegalArgumentException if it is not positive: no progress is {@link WouldBlock}
     */
    public Moved {
      if (bytes <= 0) {
        throw new IllegalArgumentException(
            "Moved(" + bytes + "): a step that moved nothing answers WouldBlock or EndOfSource");
      }
    }
  }

  /**
   * Nothing can be moved until an end is ready.
   *
   * @param on what to wait for
   */
  record WouldBlock(Readiness on) implements Step {}

  /**
   * Nothing should be moved for a while, because the strategy says so (pacing).
   *
   * @param nanos how long, in nanoseconds, more than 0
   */
  record Later(long nanos) implements Step {
    /**
     * Checks the time.
     *
     * @param nanos how long, in nanoseconds
     * @throws IllegalArgumentException if it is not positive
     */
    public Later {
      if (nanos <= 0) {
        throw new IllegalArgumentException("Later(" + nanos + "): the time must be positive");
      }
    }
  }

  /**
   * The source has no further byte, however many were asked for. Answered only by a read that said
   * so or a size that is reached, and only when nothing is detained.
   */
  enum EndOfSource implements Step {
    /** The only instance. */
    INSTANCE
  }

  /**
   * This strategy cannot do the step.
   *
   * @param refusal why, and how far that reaches
   */
  record NotHandled(Refusal refusal) implements Step {}
}
