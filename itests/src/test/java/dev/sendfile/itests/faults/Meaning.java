package dev.sendfile.itests.faults;

/** What comes of an error, in the words of the page, which explains them. */
enum Meaning {
  WAIT,
  INSIDE,
  REMEMBERED,
  STEP,
  ENDS,
  PROCESS,
  FAILURE,
  SURFACES
}
