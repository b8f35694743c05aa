package dev.sendfile.tck;

/**
 * A promise that was seen broken.
 *
 * @param promise which one
 * @param what what was seen: which strategy, where, and how it differs from what is promised
 */
public record Violation(Promise promise, String what) {

  @Override
  public String toString() {
    return "promise broken: "
        + promise.sentence()
        + " ("
        + promise.statedIn()
        + ")\n  "
        + what.replace("\n", "\n  ");
  }
}
