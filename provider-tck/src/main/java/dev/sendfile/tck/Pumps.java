package dev.sendfile.tck;

import java.util.List;

/** What the contracts about passing on are run with. */
public interface Pumps {

  /**
   * Returns each strategy on each pair of sockets that it claims, on each kind of thread.
   *
   * @return the cases, by strategy, with new witnesses at each call
   */
  List<AtOnce<PumpCase>> pumpsAtOnce();
}
