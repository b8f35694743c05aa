package dev.sendfile.tck;

import java.util.List;

/** What the contracts about receiving into files are run with. */
public interface Receives {

  /**
   * Returns each strategy on each route it claims, with each way to hand over the file; each source
   * and each target on each kind of thread. With the system property {@code
   * dev.sendfile.tck.all=true} it is each route on each kind of thread.
   *
   * @return the cases, with new witnesses at each call
   */
  List<ReceiveCase> receives();

  /**
   * Returns each strategy from every source to one target, and to every target from one source.
   *
   * @return the cases, with new witnesses at each call
   */
  List<ReceiveCase> receivesOfEachEnd();

  /**
   * Returns each route on each kind of thread, by strategy, for tests that mostly wait.
   *
   * @return the cases, with new witnesses at each call
   */
  List<AtOnce<ReceiveCase>> receivesAtOnce();
}
