package dev.sendfile.ffm;

import dev.sendfile.spi.Availability;
import dev.sendfile.spi.Context;
import dev.sendfile.spi.Plan;
import dev.sendfile.spi.Refusal;
import dev.sendfile.spi.Scope;
import dev.sendfile.spi.Session;
import dev.sendfile.spi.TransferStrategy;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * What the strategies of this module have in common: they can run where their calls can be linked,
 * until the kernel says that it does not have theirs.
 */
abstract class NativeStrategy implements TransferStrategy {

  /**
   * Bytes from which on a transfer waits for the calls to be linked: at some gigabytes a second it
   * takes about the tenth of a second by which it becomes later. 64 MiB.
   */
  private static final long WORTH_WAITING = 64 << 20;

  /** Bytes up to which a transfer is over before the calls are linked, as a rule: 1 MiB. */
  private static final long SOON_OVER = 1 << 20;

  private static final Session BEING_LINKED =
      new RefusingSession(
          Refusal.ofEnds("it is being prepared, as at the first use in each process"));

  private final String name;
  private final String technique;
  private final Linkage linkage;
  private volatile @Nullable Calls calls;
  private volatile @Nullable Availability disabled;

  NativeStrategy(String name, String technique) {
    this(name, technique, Availability.available());
  }

  /**
   * Makes one that goes by a setting.
   *
   * @param configured whether what was set for it can be understood
   */
  NativeStrategy(String name, String technique, Availability configured) {
    Availability platform = Platform.availability();
    this.name = name;
    this.technique = technique;
    this.linkage = new Linkage(platform.isAvailable() ? configured : platform);
  }

  @Override
  public final String name() {
    return name;
  }

  @Override
  public final String technique() {
    return technique;
  }

  @Override
  public final Availability availability() {
    Availability known = disabled;
    return known == null ? linkage.availability() : known;
  }

  @Override
  public final Session open(Plan plan, Context context) throws IOException {
    Calls linked = calls;
    if (linked == null) {
      boolean worthWaiting = context.forced() || plan.length() >= WORTH_WAITING;
      linked = worthWaiting ? link() : linkedSoon();
    }
    if (linked != null) {
      return openLinked(plan, context, linked);
    }
    Refusal refusal = refusal();
    if (refusal != null) {
      return new RefusingSession(refusal);
    }
    boolean soonOver = plan.length() >= 0 && plan.length() < SOON_OVER;
    return soonOver ? BEING_LINKED : new SessionOnceLinked(this, plan, context);
  }

  private @Nullable Calls link() {
    Linux linux = linkage.link();
    return linux == null ? null : withCalls(linux);
  }

  /** The calls, if they are linked by now; if not, that is under way. */
  final @Nullable Calls linkedSoon() {
    Linux linux = linkage.linkedSoon();
    return linux == null ? null : withCalls(linux);
  }

  private Calls withCalls(Linux linux) {
    Calls made = new Calls(this, linux);
    calls = made;
    return made;
  }

  /** Opens a session that moves bytes, or one that tells why it cannot. */
  final Session openLinked(Plan plan, Context context, Calls linked) throws IOException {
    try {
      return open(plan, context, linked);
    } catch (NoDescriptorException e) {
      return new RefusingSession(Refusal.ofEnds(String.valueOf(e.getMessage())));
    }
  }

  /** Why the calls cannot be linked; {@code null} if they can be, as far as that is known. */
  final @Nullable Refusal refusal() {
    Availability known = linkage.availability();
    return known.isAvailable() ? null : refusal(known);
  }

  private static Refusal refusal(Availability unavailable) {
    return new Refusal(
        Scope.PROCESS,
        unavailable.toString(),
        unavailable instanceof Availability.Unavailable known ? known.thrown() : null);
  }

  /** Opens the state of a transfer, once there are calls. Nothing stays held if that fails. */
  final Session open(Plan plan, Context context, Calls linked) throws IOException {
    Held held = Held.of(plan, linked.linux());
    Session session = null;
    try {
      session = open(plan, context, linked, held);
      return session;
    } finally {
      if (session == null) {
        held.close();
      }
    }
  }

  /**
   * Opens the state of a transfer.
   *
   * @param held what is held of the two ends; the session closes it, if there is one
   */
  abstract Session open(Plan plan, Context context, Calls calls, Held held) throws IOException;

  /** The kernel does not have the call that all is about, or does not let this process make it. */
  final void disable(String cause) {
    disabled =
        Availability.unavailable(
            cause, "the other strategies do without it; allow the call, and start the JVM again");
  }
}
