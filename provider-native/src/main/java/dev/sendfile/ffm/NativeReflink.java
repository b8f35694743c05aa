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
 * The strategy {@code native-reflink}: a file to a file of the same file system, which then share
 * their blocks, by one {@code FICLONERANGE} a step. Safe for use by many threads.
 */
public final class NativeReflink extends NativeStrategy {

  /**
   * Where an attempt that fails, as most file systems do not share blocks, costs next to nothing
   * beside the copy that follows: from 1 MiB on.
   */
  private static final long WORTH_A_TRY = 1 << 20;

  private static final Set<Capability> CAPABILITIES =
      Set.of(
          Capability.REFLINK,
          Capability.ZERO_COPY,
          Capability.NON_BLOCKING,
          Capability.DETECTS_TRUNCATION);

  private static final Offer TRY = new Offer.Accepted(CAPABILITIES, WORTH_A_TRY, Long.MAX_VALUE);

  /**
   * Where the target would have to be looked for among all descriptors. Where blocks can be shared
   * at all, the JDK's {@code copy_file_range} shares them too, on file systems that know how.
   */
  private static final Offer SEARCH = Offer.lastResort(CAPABILITIES);

  /** No file reaches so far. */
  private static final long BEHIND_ALL = 1L << 62;

  /** No file system has smaller blocks. */
  private static final long LEAST_BLOCK = 512;

  /** A multiple of the block size of any file system. */
  private static final long BLOCK = 1 << 20;

  private static final Offer BEHIND_A_HEADER =
      Offer.declined("blocks are shared at the same places alone, and a header is in the way");
  private static final Offer NO_POSITIONS =
      Offer.declined(
          "blocks are shared at positions alone; pass the path of the target, or a target offset");

  /** For the service loader. */
  public NativeReflink() {
    super("native-reflink", "reflink");
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
    if (plan.headerLength() > 0) {
      return BEHIND_A_HEADER;
    }
    if (!plan.target().positional()) {
      return NO_POSITIONS;
    }
    return Way.to(plan.target()) == Way.OPENED ? TRY : SEARCH;
  }

  @Override
  Session open(Plan plan, Context context, Calls calls, Held held) throws IOException {
    if (context.forced()) { // else the first step finds out
      refuseParts(plan, calls, held);
      refuseOthers(calls, held);
    }
    return new ReflinkSession(calls, held);
  }

  /** Blocks are shared whole, but for the last one of a file. */
  private static void refuseParts(Plan plan, Calls calls, Held held) throws IOException {
    long end = plan.offset() + plan.length();
    boolean whole = isWhole(end) || end == calls.linux().size(held.source().number());
    if (!isWhole(plan.offset()) || !whole) {
      throw new NoDescriptorException(
          "whole blocks are shared, and these bytes begin or end within one");
    }
  }

  private static boolean isWhole(long position) {
    return position % LEAST_BLOCK == 0;
  }

  /**
   * Asks for blocks from where no file has any: the kernel says whether these two could share any
   * before it says that there are none.
   */
  private static void refuseOthers(Calls calls, Held held) throws IOException {
    long result =
        calls
            .linux()
            .cloneRange(held.source().number(), BEHIND_ALL, held.target().number(), 0, BLOCK);
    calls.refuse("ioctl(FICLONERANGE)", result == -Errno.EINVAL.number() ? 0 : result);
  }
}
