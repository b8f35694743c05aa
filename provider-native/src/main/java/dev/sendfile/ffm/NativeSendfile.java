package dev.sendfile.ffm;

import dev.sendfile.spi.Capability;
import dev.sendfile.spi.Context;
import dev.sendfile.spi.EndKind;
import dev.sendfile.spi.Offer;
import dev.sendfile.spi.Plan;
import dev.sendfile.spi.Route;
import dev.sendfile.spi.Session;
import dev.sendfile.spi.Target;
import dev.sendfile.spi.Techniques;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.util.Objects;
import java.util.Set;

/**
 * The strategy {@code native-sendfile}: files to sockets, pipes and files, one {@code sendfile(2)}
 * a step. Safe for use by many threads.
 */
public final class NativeSendfile extends NativeStrategy {

  /**
   * Where it pays to duplicate a descriptor and to give it back for one transfer to an end to which
   * the JDK has no kernel path: from 64 KiB on.
   */
  private static final long PER_SEND = 64 << 10;

  private static final Set<Capability> TO_SOCKET =
      Set.of(
          Capability.ZERO_COPY,
          Capability.NON_BLOCKING,
          Capability.GATHERS_HEADER,
          Capability.DETECTS_TRUNCATION);
  private static final Set<Capability> TO_OTHERS =
      Set.of(Capability.ZERO_COPY, Capability.NON_BLOCKING, Capability.DETECTS_TRUNCATION);

  private static final Offer PREPARED = Offer.accepted(TO_SOCKET);

  /** Between prepared ends behind a header: above what {@link Small} is for. */
  private static final Offer BEHIND_A_HEADER =
      new Offer.Accepted(TO_SOCKET, Small.BEHIND_A_HEADER + 1, Long.MAX_VALUE);

  private static final Offer BEHIND_NIO = Offer.lastResort(TO_SOCKET);
  private static final Offer PLAIN_SOCKET = new Offer.Accepted(TO_SOCKET, PER_SEND, Long.MAX_VALUE);
  private static final Offer PIPE = new Offer.Accepted(TO_OTHERS, PER_SEND, Long.MAX_VALUE);
  private static final Offer COPY = Offer.lastResort(TO_OTHERS);

  private static final Offer NO_FILE =
      Offer.declined("sendfile(2) reads files alone; pass the Path or the FileChannel of one");
  private static final Offer NO_LENGTH =
      Offer.declined("the end of a source whose size is not to be believed is told by reads alone");
  private static final Offer NO_OFFSET =
      Offer.declined(
          "sendfile(2) writes at the position of the target, which is its owner's; pass the path"
              + " of the target, or put the channel where the bytes shall go");
  private static final Offer BLOCKING_PIPE =
      Offer.declined(
          "a pipe in blocking mode would hold the call for as long as it likes; splice(2) does"
              + " not wait for one (native-splice)");

  /** For the service loader. */
  public NativeSendfile() {
    super("native-sendfile", Techniques.SENDFILE);
  }

  @Override
  public boolean serves(Route route, boolean prepared) {
    return route.source().equals(EndKind.FILE);
  }

  @Override
  public Offer assess(Plan plan) {
    if (plan.source().as(FileChannel.class) == null
        || !plan.source().positional()
        || !plan.source().kind().equals(EndKind.FILE)) {
      return NO_FILE;
    }
    if (plan.length() < 0) {
      return NO_LENGTH;
    }
    Way way = Way.to(plan.target());
    if (way == Way.NONE) {
      return Way.NO_TARGET;
    }
    return Way.to(plan.source()) == Way.NONE ? Way.NO_SOURCE : assess(plan, way);
  }

  private static Offer assess(Plan plan, Way way) {
    Target target = plan.target();
    if (target.keep() != null) {
      if (plan.source().keep() == null) {
        return BEHIND_NIO;
      }
      return plan.headerLength() > 0 ? BEHIND_A_HEADER : PREPARED;
    }
    if (Ends.isFifo(target)) {
      return Ends.NO_FIFO;
    }
    if (Ends.isSocket(target)) {
      boolean jdkCopies = Ends.isPlainSocket(target);
      return jdkCopies && way == Way.OPENED ? PLAIN_SOCKET : BEHIND_NIO;
    }
    if (target.kind().equals(EndKind.FILE)) {
      return target.positional() && !target.owned()
          ? NO_OFFSET
          : target.appends() ? FileToFile.APPENDS : COPY;
    }
    return target.blocking() ? BLOCKING_PIPE : PIPE;
  }

  @Override
  Session open(Plan plan, Context context, Calls calls, Held held) throws IOException {
    if (!plan.target().positional()) {
      boolean mayBlock = Ends.isPlainSocket(plan.target());
      Blocking blocking = mayBlock ? Blocking.of(plan, held, calls.linux()) : null;
      return new SendfileSession(calls, held, context, blocking);
    }
    FileChannel file = Objects.requireNonNull(plan.target().as(FileChannel.class));
    return new SendfileToFile(calls, held, file);
  }
}
