package dev.sendfile.tck;

import java.util.List;

/** What the contracts about sending files are run with. */
public interface Sends {

  /**
   * Returns each strategy on each route it claims, from each kind of source, on each kind of
   * thread.
   *
   * @return the cases, with new witnesses at each call
   */
  List<SendCase> sends();

  /**
   * Returns those of {@link #sends} that send a path on a platform thread: for what does not depend
   * on these two.
   *
   * @return the cases, with new witnesses at each call
   */
  List<SendCase> sendsOfPaths();

  /**
   * Returns {@link #sends} by strategy, for tests that mostly wait.
   *
   * @return the cases, with new witnesses at each call
   */
  List<AtOnce<SendCase>> sendsAtOnce();
}
