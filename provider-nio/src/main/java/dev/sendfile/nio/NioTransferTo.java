package dev.sendfile.nio;

import dev.sendfile.spi.Capability;
import dev.sendfile.spi.Context;
import dev.sendfile.spi.End;
import dev.sendfile.spi.EndKind;
import dev.sendfile.spi.Offer;
import dev.sendfile.spi.Plan;
import dev.sendfile.spi.Session;
import dev.sendfile.spi.Target;
import dev.sendfile.spi.Techniques;
import dev.sendfile.spi.TransferStrategy;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.Pipe;
import java.nio.channels.SocketChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The strategy {@code nio}: files to sockets and files. Stateless, safe for use by many threads.
 */
public final class NioTransferTo implements TransferStrategy {

  /**
   * Where {@code transferTo} begins to pay behind a header, which is a call and a packet of its
   * own: above 64 KiB. Below, content that is read goes out with the header.
   */
  private static final long WITH_HEADER = (64 << 10) + 1;

  /**
   * Where {@code transferTo} begins to pay without one: above 16 KiB. Below, one read and one write
   * take no longer than a call that asks for the size and, from Java 18 on, tries {@code
   * copy_file_range} first; the range need not be checked by asking for the size, and on Java 17
   * nobody needs to watch for a closed socket.
   */
  private static final long BARE = (16 << 10) + 1;

  private static final Offer NO_FILE =
      Offer.declined(
          "transferTo needs a FileChannel of the JDK as its source, without"
              + " ExtendedOpenOption.DIRECT");
  private static final Offer NO_POSITIONS =
      Offer.declined(
          "transferTo reads at positions, and this source is read from where it stands; pass a file"
              + " by its path or its FileChannel");
  private static final Offer NO_LENGTH =
      Offer.declined("transferTo cannot tell the end of a source whose size is not to be believed");
  private static final Offer NO_OFFSET =
      Offer.declined(
          "transferTo writes at the position of the target channel, which is its owner's;"
              + " pass the path of the target, or put the channel where the bytes shall go");
  private static final Offer SHARED =
      Offer.declined(
          "on this release transferTo does not notice that a blocking target was closed, and only"
              + " closing the source ends it, which others may share; pass the Path, or a"
              + " FileSource of a large file, or say that the channel is the transfer's alone"
              + " (TransferSource.owned()), or put the target into non-blocking mode");
  private static final Offer OWN_CHANNELS =
      Offer.declined(
          "the file system of the target has file channels of its own, to which transferTo copies"
              + " 8 KiB at a time through the heap");
  private static final Offer NO_KERNEL_PATH =
      Offer.declined(
          "the JDK has no kernel path to this target: transferTo would copy 8 KiB at a time through"
              + " the heap; if a socket is behind it, pass the SocketChannel itself");

  /** What is offered on each route. */
  private record Offers(Offer bare, Offer withHeader, Offer copy) {

    static Offers with(boolean deaf, Set<Capability> more) {
      EnumSet<Capability> capabilities =
          EnumSet.of(Capability.ZERO_COPY, Capability.NON_BLOCKING, Capability.DETECTS_TRUNCATION);
      capabilities.addAll(more);
      Offer copy = new Offer.Accepted(capabilities, 1, Long.MAX_VALUE);
      if (deaf) {
        capabilities.add(Capability.IGNORES_TARGET_CLOSE);
      }
      return new Offers(
          new Offer.Accepted(capabilities, BARE, Long.MAX_VALUE),
          new Offer.Accepted(capabilities, WITH_HEADER, Long.MAX_VALUE),
          copy);
    }
  }

  private final boolean java17;
  private final boolean deaf;

  /** Whether {@code transferTo} holds its target open while it writes: JDK-8310902. */
  private final boolean holdsTarget;

  private final Offers toHeld;
  private final Offers toOthers;

  /** For the service loader. */
  public NioTransferTo() {
    int feature = Runtime.version().feature();
    java17 = feature < 18;
    holdsTarget = feature >= 22;
    deaf = feature < 25; // seen on 17, not on 25; what lies between is watched to be safe
    toHeld = Offers.with(deaf, Set.of());
    toOthers = Offers.with(deaf, Set.of(Capability.NEEDS_OPEN_TARGET));
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
    if (!plan.source().positional()) {
      return NO_POSITIONS;
    }
    if (plan.length() < 0) {
      return NO_LENGTH;
    }
    if (plan.target().kind().equals(EndKind.FILE)) {
      return toFile(plan.target());
    }
    if (socket(plan) == null) {
      return NO_KERNEL_PATH;
    }
    if (deaf && !plan.source().owned() && plan.target().blocking()) {
      return SHARED;
    }
    Offers offers = holdsTarget || isKept(plan.target()) ? toHeld : toOthers;
    return plan.headerLength() > 0 ? offers.withHeader() : offers.bare();
  }

  /** The owner of a prepared socket closes it after its transfers. */
  private static boolean isKept(Target target) {
    return target.keep() != null;
  }

  private Offer toFile(Target target) {
    if (target.owned()) { // its channel is not open yet
      return isOfDefault(target) ? toHeld.copy() : OWN_CHANNELS;
    }
    return jdk(target, FileChannel.class) == null
        ? NO_KERNEL_PATH
        : target.positional() ? NO_OFFSET : (holdsTarget ? toHeld : toOthers).copy();
  }

  private static boolean isOfDefault(Target target) {
    Path path = target.as(Path.class);
    return path == null || path.getFileSystem().equals(FileSystems.getDefault());
  }

  @Override
  public Session open(Plan plan, Context context) throws IOException {
    FileChannel source = Objects.requireNonNull(jdk(plan.source(), FileChannel.class));
    if (!plan.target().kind().equals(EndKind.FILE)) {
      return new TransferToSession(source, Objects.requireNonNull(socket(plan)));
    }
    FileChannel file = jdk(plan.target(), FileChannel.class);
    if (file == null) { // the default file system is one that somebody has put in its place
      throw new IOException("the file system of the target has file channels of its own");
    }
    return plan.target().positional()
        ? new OwnFileSession(source, file)
        : new TransferToSession(source, file);
  }

  private @Nullable WritableByteChannel socket(Plan plan) {
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
