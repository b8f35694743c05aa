package dev.sendfile.itests.nativecalls;

/** What a strategy makes of an error. */
enum Meaning {
  /** An end is full or dry: it waits and goes on. */
  WAIT,
  /**
   * This step does not go: the next strategy takes it, then it goes on itself. Forced, it gives up.
   */
  STEP,
  /** It does not go with these ends: the next strategy does all the rest. */
  ENDS,
  /**
   * It does not go here at all: the next strategy does the rest, and this one is not asked again.
   */
  PROCESS,
  /** A failure: told to the user, unless the next strategy does better. */
  FAILURE
}
