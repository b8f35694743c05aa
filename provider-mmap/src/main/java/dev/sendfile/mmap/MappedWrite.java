package dev.sendfile.mmap;

import dev.sendfile.spi.Availability;
import dev.sendfile.spi.Capability;
import dev.sendfile.spi.Context;
import dev.sendfile.spi.End;
import dev.sendfile.spi.Keep;
import dev.sendfile.spi.Offer;
import dev.sendfile.spi.Plan;
import dev.sendfile.spi.Session;
import dev.sendfile.spi.Target;
import dev.sendfile.spi.Techniques;
import dev.sendfile.spi.TransferStrategy;
import java.nio.channels.FileChannel;
import java.nio.channels.Pipe;
import java.nio.channels.SocketChannel;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The strategy {@code mmap}: files to anything. Stateless, safe for use by many threads. */
public final class MappedWrite implements TransferStrategy {

  /**
   * Where one write from a mapping made for it is no slower than a read-write loop: from 1 MiB on.
   */
  private static final long PER_SEND = 1 << 20;

  /**
   * Up to where one write from a mapping that is kept beats one read and one write: 32 KiB. Where
   * {@code transferTo} can be had, it takes over before.
   */
  private static final long KEPT = 32 << 10;

  private static final Set<Capability> CAPABILITIES =
      Set.of(Capability.MAPPED, Capability.GATHERS_HEADER, Capability.DETECTS_TRUNCATION);

  private static final Offer LARGE = new Offer.Accepted(CAPABILITIES, PER_SEND, Long.MAX_VALUE);
  private static final Offer SMALL = new Offer.Accepted(CAPABILITIES, 1, KEPT);

  private static final Offer LAST_RESORT = Offer.lastResort(CAPABILITIES);

  private static final Offer NO_FILE =
      Offer.declined(
          "only files can be mapped, by a FileChannel of the JDK's own, without DIRECT;"
              + " pass the Path or the FileChannel of a file");
  private static final Offer NO_LENGTH =
      Offer.declined(
          "a source that does not tell its size, or tells one that is not to be believed, cannot"
              + " be mapped; give the range to send");

  /** For the service loader. */
  public MappedWrite() {}

  @Override
  public String name() {
    return "mmap";
  }

  @Override
  public String technique() {
    return Techniques.MMAPPED;
  }

  @Override
  public Availability availability() {
    return Mapping.availability();
  }

  @Override
  public Offer assess(Plan plan) {
    if (!plan.source().positional() || jdk(plan.source(), FileChannel.class) == null) {
      return NO_FILE;
    }
    if (plan.length() < 0) {
      return NO_LENGTH;
    }
    if (jdk(plan.target(), SocketChannel.class) == null) {
      return LAST_RESORT;
    }
    Keep keep = plan.source().keep();
    return plan.length() <= KEPT && keep != null && keep.mapping() ? SMALL : LARGE;
  }

  @Override
  public Session open(Plan plan, Context context) {
    FileChannel file = Objects.requireNonNull(jdk(plan.source(), FileChannel.class));
    View kept = kept(plan, file);
    View view = kept == null ? new Windows(file, end(plan), plan.mayBlock()) : kept;
    return isReadByTheKernel(plan.target())
        ? new DirectSession(plan, file, view, kept != null)
        : new CopyingSession(plan, context, file, view);
  }

  /** What is kept open of a prepared source, if that reaches far enough. */
  private static @Nullable View kept(Plan plan, FileChannel file) {
    Keep keep = plan.source().keep();
    if (keep == null || !keep.mapping()) {
      return null;
    }
    KeptMapping kept = keep.get(KeptMapping.class, () -> KeptMapping.of(file));
    return kept != null && kept.reaches(end(plan)) ? kept.view() : null;
  }

  private static long end(Plan plan) {
    return plan.offset() + plan.length();
  }

  /** What other code reads may raise an error there: see {@link CopyingSession}. */
  private static boolean isReadByTheKernel(Target target) {
    return jdk(target, SocketChannel.class) != null
        || jdk(target, FileChannel.class) != null
        || jdk(target, Pipe.SinkChannel.class) != null;
  }

  /** A channel of the JDK's own: others inherit its types, not its ways. */
  private static <T> @Nullable T jdk(End end, Class<T> type) {
    T channel = end.as(type);
    return channel != null && channel.getClass().getModule() == Object.class.getModule()
        ? channel
        : null;
  }
}
