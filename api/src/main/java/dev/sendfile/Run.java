package dev.sendfile;

import dev.sendfile.internal.end.EngineSource;
import dev.sendfile.internal.end.EngineTarget;
import dev.sendfile.internal.thread.VirtualThreads;
import dev.sendfile.spi.Capability;
import dev.sendfile.spi.Readiness;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Drives a transfer to its end on the calling thread, which waits where nothing moves. */
final class Run {

  private Run() {}

  /**
   * Runs a transfer.
   *
   * @param handle who is asked for the result, if anybody is
   */
  static TransferResult toTheEnd(Driver driver, @Nullable Transfer handle)
      throws TransferException {
    Throwable stopped = null;
    try {
      driver.begin();
      loop(driver);
      driver.finish();
    } catch (Throwable e) { // whatever it is: it ends in an account
      stopped = e;
    }
    return Ending.of(driver, stopped, handle);
  }

  private static void loop(Driver driver) throws IOException {
    boolean virtual = VirtualThreads.isCurrent();
    if (virtual) {
      driver.enterVirtualThread();
    }
    boolean nudge = virtual && mightPark(driver, false, false);
    while (!driver.done()) {
      driver.stopIfAsked();
      long before = driver.accepted();
      Driver.Turn turn = driver.turn(nudge);
      boolean nudged = nudge;
      boolean fullPage = nudged && driver.accepted() - before >= Chain.PAGE;
      // where a descriptor is non-blocking although its channel is not, a plain call parks
      nudge =
          switch (turn) {
            case MOVED -> virtual && mightPark(driver, nudged, fullPage);
            case TARGET_FULL ->
                (driver.target().parks() && !nudged)
                    || driver.supervised().await(driver.target(), Readiness.TARGET_WRITABLE);
            case SOURCE_DRY ->
                (driver.source().parks() && !nudged)
                    || driver.supervised().await(driver.source(), Readiness.SOURCE_READABLE);
            case LATER -> pause(driver);
            case CONTRADICTION -> true;
          };
    }
  }

  /** Sleeps as long as a strategy has asked for; returns that no nudge is due. */
  private static boolean pause(Driver driver) throws IOException {
    while (!driver.supervised().pauseOver()) {
      driver.stopIfAsked();
    }
    return false;
  }

  /**
   * Tells whether a strategy that cannot answer "full" or "dry" might park with its buffer in hand
   * if it took the next turn. A page of the engine's own goes first then and does the waiting.
   *
   * @param nudged whether the last turn was such a page
   * @param fullPage whether that page came full
   */
  private static boolean mightPark(Driver driver, boolean nudged, boolean fullPage) {
    if (driver.chain().current().offer().has(Capability.NON_BLOCKING)) {
      return false;
    }
    EngineTarget target = driver.target();
    boolean longer = driver.contentLeft() + driver.headerLeft() > Chain.PAGE;
    boolean pageWise = !target.tellsFull(); // whose steps are no larger anyway
    return (longer && target.parks() && !pageWise && !nudged) || sourceMightPark(driver, fullPage);
  }

  private static boolean sourceMightPark(Driver driver, boolean fullPage) {
    EngineSource source = driver.source();
    if (source.positional() || !source.blocking() || driver.chain().detained() > 0) {
      return false;
    }
    int available = source.available();
    // where nobody knows, a page that came full says that there is more
    return available == EngineSource.UNKNOWN ? !fullPage : available <= 0;
  }
}
