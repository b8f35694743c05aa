package dev.sendfile.ffm;

import dev.sendfile.spi.Capability;
import dev.sendfile.spi.Context;
import dev.sendfile.spi.EndKind;
import dev.sendfile.spi.Offer;
import dev.sendfile.spi.Plan;
import dev.sendfile.spi.Route;
import dev.sendfile.spi.Session;
import dev.sendfile.spi.Source;
import dev.sendfile.spi.Target;
import java.io.IOException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The strategy {@code native-splice}: sockets to files, sockets to sockets, and whatever a pipe is
 * one end of, by {@code splice(2)}. Safe for use by many threads.
 */
public final class NativeSplice extends NativeStrategy implements AutoCloseable {

  /**
   * Where it pays to duplicate two descriptors, to borrow a pipe and to give all back instead of
   * copying by a loop: from 512 KiB on. At 64 KiB a receive takes 1.2 times as long as by the loop,
   * and a pump 1.3 times.
   */
  private static final long BETWEEN_SOCKETS_AND_FILES = 512 << 10;

  /** The same where a pipe is an end, which a loop serves in small pieces: from 64 KiB on. */
  private static final long WITH_A_PIPE = 64 << 10;

  private static final Set<Capability> CAPABILITIES =
      Set.of(Capability.ZERO_COPY, Capability.NON_BLOCKING, Capability.DETECTS_TRUNCATION);

  private static final Offer OPENED =
      new Offer.Accepted(CAPABILITIES, BETWEEN_SOCKETS_AND_FILES, Long.MAX_VALUE);
  private static final Offer PIPE = new Offer.Accepted(CAPABILITIES, WITH_A_PIPE, Long.MAX_VALUE);

  private static final Offer NOT_FROM_FILE_TO_FILE =
      Offer.declined("from file to file there are calls that need no pipe in between");
  private static final Offer BY_SENDFILE =
      Offer.declined("from file to socket sendfile(2) needs no pipe in between (native-sendfile)");

  private static final Route FILE_TO_TCP = Route.of(EndKind.FILE, EndKind.TCP);
  private static final Route FILE_TO_UNIX = Route.of(EndKind.FILE, EndKind.UNIX);

  private final Pipes pipes = new Pipes();
  private final ScanFrom scanFrom;

  /** For the service loader. */
  public NativeSplice() {
    this(System.getProperty(ScanFrom.PROPERTY));
  }

  /**
   * Makes one that goes by a setting.
   *
   * @param scanFrom what {@value ScanFrom#PROPERTY} is set to; {@code null} for nothing
   */
  NativeSplice(@Nullable String scanFrom) {
    this(ScanFrom.parse(scanFrom, CAPABILITIES));
  }

  private NativeSplice(ScanFrom scanFrom) {
    super("native-splice", "splice", scanFrom.availability());
    this.scanFrom = scanFrom;
  }

  @Override
  public boolean serves(Route route, boolean prepared) {
    return !FileToFile.is(route) && !route.equals(FILE_TO_TCP) && !route.equals(FILE_TO_UNIX);
  }

  @Override
  public Offer assess(Plan plan) {
    Source source = plan.source();
    Target target = plan.target();
    if (source.positional() && source.kind().equals(EndKind.FILE)) {
      if (Ends.isSocket(target)) {
        return BY_SENDFILE;
      }
      if (target.kind().equals(EndKind.FILE)) {
        return NOT_FROM_FILE_TO_FILE;
      }
    }
    if (Ends.isFifo(source) || Ends.isFifo(target)) {
      return Ends.NO_FIFO;
    }
    Way from = Way.to(source);
    if (from == Way.NONE) {
      return Way.NO_SOURCE;
    }
    Way to = Way.to(target);
    if (to == Way.NONE) {
      return Way.NO_TARGET;
    }
    if (target.appends()) {
      return FileToFile.APPENDS;
    }
    if (from != Way.OPENED || to != Way.OPENED) {
      return scanFrom.offer();
    }
    return Ends.isPipe(source) || Ends.isPipe(target) ? PIPE : OPENED;
  }

  @Override
  Session open(Plan plan, Context context, Calls calls, Held held) throws IOException {
    if (Ends.isPipe(plan.source()) || Ends.isPipe(plan.target())) {
      return new SpliceSession(calls, held, plan);
    }
    return new PipedSession(calls, held, plan, context, pipes);
  }

  /** Closes the pipes that are kept for later. Transfers under way close theirs themselves. */
  @Override
  public void close() {
    pipes.close();
  }
}
