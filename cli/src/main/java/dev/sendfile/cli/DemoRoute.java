package dev.sendfile.cli;

import dev.sendfile.Sendfile;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A route of the demo, with real ends that each run makes and closes. Its text is its name. */
interface DemoRoute {

  /**
   * Moves all there is to move over this route once, unless the strategy declines it.
   *
   * @param strategy the only one that may serve
   * @param sendfile an instance that is forced to it
   * @param compared whether the far side compares what arrives, which takes time, or only counts
   * @throws IOException if it fails, or if other bytes arrive
   */
  Run run(String strategy, Sendfile sendfile, boolean compared)
      throws IOException, InterruptedException;

  /**
   * What a run came to.
   *
   * @param due bytes that should have moved
   * @param sent bytes that the library says it moved
   * @param arrived bytes that the far side got
   * @param seconds how long that took, until the far side saw the end
   * @param refusal why nothing was moved, if the strategy does not serve the route
   */
  record Run(long due, long sent, long arrived, double seconds, @Nullable String refusal) {

    static Run refused(String reason) {
      return new Run(0, 0, 0, 0, reason);
    }

    static Run of(long due, long sent, long arrived, double seconds) {
      return new Run(due, sent, arrived, seconds, null);
    }

    /** Whether all bytes arrived, and no more. */
    boolean complete() {
      return sent == due && arrived == due;
    }
  }
}
