package dev.sendfile.tck;

import java.util.List;

/** What the contracts about sending files are run with. */
public interface Sends {

  /**
   * Returns each strategy on each route it claims, from each kind of source; each source and each
   * target on each kind of thread. With the system property {@code dev.sendfile.tck.all=true} it is
   * each route on each kind of thread.
   *
   * @return the cases, with new witnesses at each call
   */
  List<SendCase> sends();

  /**
   * Returns each strategy on each route it claims, from a path on a platform thread: for what does
   * not depend on these two.
   *
   * @return the cases, with new witnesses at each call
   */
  List<SendCase> sendsOfPaths();

  /**
   * Returns each route on each kind of thread, by strategy, for tests that mostly wait.
   *
   * @return the cases, with new witnesses at each call
   */
  List<AtOnce<SendCase>> sendsAtOnce();
}
