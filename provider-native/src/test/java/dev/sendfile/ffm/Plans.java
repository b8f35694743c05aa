package dev.sendfile.ffm;

import dev.sendfile.internal.end.EngineSource;
import dev.sendfile.internal.end.EngineTarget;
import dev.sendfile.internal.end.Opening;
import dev.sendfile.spi.Options;
import dev.sendfile.spi.Plan;
import java.io.IOException;

/** Plans between the ends that the library itself makes of what users hand over. */
final class Plans {

  private Plans() {}

  static Plan of(Object from, Object to, long length) throws IOException {
    return of(from, to, length, 0, Opening.DEFAULT);
  }

  static Plan of(Object from, Object to, long length, int header, Opening opening)
      throws IOException {
    EngineSource source = dev.sendfile.internal.end.Ends.source(from);
    EngineTarget target = dev.sendfile.internal.end.Ends.target(to, opening, source);
    target.prepare();
    return new Plan(source, target, 0, length, opening.start(), header, true, Options.DEFAULTS);
  }

  /** Gives back what the ends share or have opened. */
  static void release(Plan plan) throws IOException {
    ((EngineSource) plan.source()).release();
    ((EngineTarget) plan.target()).release();
  }
}
