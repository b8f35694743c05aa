package dev.sendfile.tck;

import dev.sendfile.spi.EndKind;
import dev.sendfile.spi.Keep;
import dev.sendfile.spi.Memory;
import dev.sendfile.spi.Target;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** A target that remembers what it accepted from a strategy. */
final class WatchedTarget implements Target {

  /** From how many vain attempts in one step on nobody calls it one attempt. */
  static final int RETRIES = 8;

  private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

  private final Target target;
  private final Scene scene;
  private boolean direct;
  private long accepted;
  private int vain;
  private ByteBuffer header = NOTHING;
  private @Nullable IOException failure;

  WatchedTarget(Target target, Scene scene) {
    this.target = target;
    this.scene = scene;
  }

  // ---- what was seen

  /**
   * Forgets what belongs to one step.
   *
   * @param headerLeft what the step must deliver first
   */
  void beginStep(ByteBuffer headerLeft) {
    header = headerLeft;
    accepted = 0;
    vain = 0;
    failure = null;
  }

  /** Whether the strategy has what is behind this end, and may write without being seen. */
  boolean direct() {
    return direct;
  }

  /** Bytes accepted in this step, as far as they were seen. */
  long accepted() {
    return accepted;
  }

  /** What a write of this step threw. */
  @Nullable IOException failure() {
    return failure;
  }

  // ---- what the strategy sees

  @Override
  public int write(ByteBuffer from, long position) throws IOException {
    if (!scene.mayTransfer("Target.write")) {
      return 0;
    }
    ByteBuffer before = from.duplicate();
    int n;
    try {
      n = target.write(from, position);
    } catch (IOException e) {
      failure = e;
      throw e;
    }
    count(before, NOTHING, n);
    return n;
  }

  @Override
  public long write(ByteBuffer first, ByteBuffer second, long position) throws IOException {
    if (!scene.mayTransfer("Target.write")) {
      return 0;
    }
    ByteBuffer before = first.duplicate();
    ByteBuffer behind = second.duplicate();
    long n;
    try {
      n = target.write(first, second, position);
    } catch (IOException e) {
      failure = e;
      throw e;
    }
    count(before, behind, n);
    return n;
  }

  private void count(ByteBuffer first, ByteBuffer second, long n) {
    checkHeader(first, second, n);
    accepted += Math.max(0, n);
    if (n <= 0 && (first.hasRemaining() || second.hasRemaining())) {
      vain++;
      if (vain == RETRIES) {
        scene.note(Promise.NEVER_SPINS, "it wrote " + vain + " times to a target that was full");
      }
    }
  }

  /** Compares what was accepted with what is left of the header. */
  private void checkHeader(ByteBuffer first, ByteBuffer second, long n) {
    long at = accepted;
    for (ByteBuffer bytes : new ByteBuffer[] {first, second}) {
      int left = (int) Math.min(Math.min(bytes.remaining(), header.limit() - at), n);
      for (int i = 0; i < left; i++) {
        if (bytes.get(bytes.position() + i) != header.get((int) at + i)) {
          scene.note(
              Promise.HEADER_FIRST, "byte " + (at + i) + " of the step is not that of the header");
          return;
        }
      }
      at += Math.max(0, left);
      n -= Math.max(0, left);
    }
  }

  @Override
  public <T> @Nullable T as(Class<T> type) {
    T found = target.as(type);
    direct |= found != null;
    return found;
  }

  @Override
  public boolean positional() {
    return target.positional();
  }

  @Override
  public boolean appends() {
    return target.appends();
  }

  @Override
  public EndKind kind() {
    return target.kind();
  }

  @Override
  public boolean isOpen() {
    return target.isOpen();
  }

  @Override
  public boolean owned() {
    return target.owned();
  }

  @Override
  public boolean blocking() {
    return target.blocking();
  }

  @Override
  public Memory memory() {
    return target.memory();
  }

  @Override
  public @Nullable Keep keep() {
    return target.keep();
  }
}
