package dev.sendfile.nio;

import dev.sendfile.spi.Capability;
import dev.sendfile.spi.Context;
import dev.sendfile.spi.End;
import dev.sendfile.spi.Offer;
import dev.sendfile.spi.Plan;
import dev.sendfile.spi.Session;
import dev.sendfile.spi.Techniques;
import dev.sendfile.spi.TransferStrategy;
import java.nio.channels.FileChannel;
import java.nio.channels.Pipe;
import java.nio.channels.SocketChannel;
import java.nio.channels.WritableByteChannel;
import java.util.EnumSet;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The strategy {@code nio}: files to sockets. Stateless, safe for use by many threads. */
public final class NioTransferTo implements TransferStrategy {

  /**
   * Where {@code transferTo} begins to pay behind a header, which it cannot send in one call with
   * the content: above 16 KiB.
   */
  private static final long WITH_HEADER = (16 << 10) + 1;

  /**
   * Where {@code transferTo} begins to pay without one: above 8 KiB. Below, one read and one write
   * take no longer than a call that asks for the size and, from Java 18 on, tries {@code
   * copy_file_range} first; the range need not be checked by asking for the size, and on Java 17
   * nobody needs to watch for a closed socket.
   */
  private static final long BARE = (8 << 10) + 1;

  private static final Offer NO_FILE =
      Offer.declined("transferTo needs a FileChannel of the JDK as its source");
  private static final Offer NO_LENGTH =
      Offer.declined("transferTo cannot tell the end of a source whose size is not to be believed");
  private static final Offer NO_KERNEL_PATH =
      Offer.declined(
          "the JDK has no kernel path to this target: transferTo would copy 8 KiB at a time through the heap;"
              + " pass the SocketChannel itself");

  private final boolean java17;
  private final Offer bare;
  private final Offer withHeader;

  /** For the service loader. */
  public NioTransferTo() {
    int feature = Runtime.version().feature();
    java17 = feature < 18;
    EnumSet<Capability> capabilities =
        EnumSet.of(Capability.ZERO_COPY, Capability.NON_BLOCKING, Capability.DETECTS_TRUNCATION);
    if (feature < 25) { // seen on 17, not on 25; what lies between is watched to be safe
      capabilities.add(Capability.IGNORES_TARGET_CLOSE);
    }
    withHeader = new Offer.Accepted(capabilities, WITH_HEADER, Long.MAX_VALUE);
    bare = new Offer.Accepted(capabilities, BARE, Long.MAX_VALUE);
  }

  @Override
  public String name() {
    return "nio";
  }

  @Override
  public String technique() {
    return Techniques.SENDFILE;
  }

  @Override
  public Offer assess(Plan plan) {
    if (jdk(plan.source(), FileChannel.class) == null) {
      return NO_FILE;
    }
    if (target(plan) == null) {
      return NO_KERNEL_PATH;
    }
    if (plan.length() < 0) {
      return NO_LENGTH;
    }
    return plan.headerLength() > 0 ? withHeader : bare;
  }

  @Override
  public Session open(Plan plan, Context context) {
    return new TransferToSession(
        Objects.requireNonNull(jdk(plan.source(), FileChannel.class)),
        Objects.requireNonNull(target(plan)));
  }

  private @Nullable WritableByteChannel target(Plan plan) {
    WritableByteChannel socket = jdk(plan.target(), SocketChannel.class);
    return socket == null && java17 ? jdk(plan.target(), Pipe.SinkChannel.class) : socket;
  }

  /** A channel of the JDK's own: others inherit its types, and get its slow path. */
  private static <T> @Nullable T jdk(End end, Class<T> type) {
    T channel = end.as(type);
    return channel != null && channel.getClass().getModule() == Object.class.getModule()
        ? channel
        : null;
  }
}
