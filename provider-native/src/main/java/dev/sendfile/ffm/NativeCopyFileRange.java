package dev.sendfile.ffm;

import dev.sendfile.spi.Capability;
import dev.sendfile.spi.Context;
import dev.sendfile.spi.Offer;
import dev.sendfile.spi.Plan;
import dev.sendfile.spi.Route;
import dev.sendfile.spi.Session;
import java.io.IOException;
import java.util.Set;

/**
 * The strategy {@code native-copy-file-range}: files to files, one {@code copy_file_range(2)} a
 * step. Safe for use by many threads.
 */
public final class NativeCopyFileRange extends NativeStrategy {

  /** Where it pays to duplicate two descriptors and to give them back: from 64 KiB on. */
  private static final long PER_COPY = 64 << 10;

  private static final Set<Capability> CAPABILITIES =
      Set.of(Capability.ZERO_COPY, Capability.NON_BLOCKING, Capability.DETECTS_TRUNCATION);

  /** The JDK makes the same call. */
  private static final Offer BEHIND_NIO = Offer.lastResort(CAPABILITIES);

  /** The JDK would have to move the position of the target, which is its owner's. */
  private static final Offer AT_AN_OFFSET =
      new Offer.Accepted(CAPABILITIES, PER_COPY, Long.MAX_VALUE);

  /** For the service loader. */
  public NativeCopyFileRange() {
    super("native-copy-file-range", "copy-file-range");
  }

  @Override
  public boolean serves(Route route, boolean prepared) {
    return FileToFile.is(route);
  }

  @Override
  public Offer assess(Plan plan) {
    Offer declined = FileToFile.declined(plan);
    if (declined != null) {
      return declined;
    }
    return plan.target().positional() && !plan.target().owned() ? AT_AN_OFFSET : BEHIND_NIO;
  }

  @Override
  Session open(Plan plan, Context context, Calls calls, Held held) throws IOException {
    boolean positional = plan.target().positional();
    if (context.forced() && plan.headerLength() > 0) { // else the first step finds out
      refuseOthers(plan, calls, held, positional);
    }
    return new CopyFileRangeSession(calls, held, positional);
  }

  /** An empty call tells whether the kernel makes it between these two: not to a device, say. */
  private static void refuseOthers(Plan plan, Calls calls, Held held, boolean positional)
      throws IOException {
    long result =
        calls
            .linux()
            .copyFileRange(
                held.source().number(),
                plan.offset(),
                held.target().number(),
                positional ? 0 : Linux.OWN_POSITION,
                0);
    calls.refuse("copy_file_range", result);
  }
}
