package dev.sendfile.tck;

import dev.sendfile.spi.Session;
import dev.sendfile.spi.Step;

/** What a strategy promises, each in a sentence, and where the SPI says so. */
public enum Promise {
  /** All that was asked for arrives. */
  ALL_IN_ORDER(
      "every byte asked for is accepted by the target once and in order", Session.class, "step"),
  /** The count of a step is exact. */
  EXACT_COUNT("Moved says exactly how many bytes the target accepted", Step.Moved.class, "bytes"),
  /** No answer but {@link Step.Moved} hides bytes. */
  NOTHING_MOVED_UNTOLD(
      "an answer other than Moved, or an exception, means that the target accepted nothing",
      Session.class,
      "step");

  private final String sentence;
  private final Class<?> type;
  private final String member;

  Promise(String sentence, Class<?> type, String member) {
    this.sentence = sentence;
    this.type = type;
    this.member = member;
  }

  /**
   * Returns the promise in one sentence.
   *
   * @return the sentence, without a final full stop
   */
  public String sentence() {
    return sentence;
  }

  /**
   * Returns where the javadoc of the SPI states the promise.
   *
   * @return for example {@code dev.sendfile.spi.Session#step}
   */
  public String statedIn() {
    return type.getCanonicalName() + "#" + member;
  }
}
