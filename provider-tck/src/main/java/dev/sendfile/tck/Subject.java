package dev.sendfile.tck;

/** A strategy under test. */
@FunctionalInterface
interface Subject {

  /** Makes a new witness, for one case. */
  Witness watch();
}
