package dev.sendfile.tck;

/** What a test is given that runs a strategy under the eyes of a witness: a case of any kind. */
@FunctionalInterface
public interface Witnessed {

  /**
   * Returns who watches.
   *
   * @return the witness of this case alone
   */
  Witness witness();
}
