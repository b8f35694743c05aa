package dev.sendfile.internal.end;

import dev.sendfile.spi.Memory;
import java.io.Flushable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A target that is somebody else's object. It is handed an array of its own, and whatever it throws
 * is its failure: of the bytes of that call nobody knows how many it accepted, they are {@linkplain
 * #inDoubt() in doubt}.
 */
abstract class ForeignTarget implements EngineTarget {

  final ForeignCalls calls;
  private final Object object;
  private final ForeignArray array = new ForeignArray();
  private volatile int inDoubt;
  private long written;

  ForeignTarget(String name, Object object) {
    this.calls = new ForeignCalls(name);
    this.object = object;
  }

  /**
   * Calls the object once.
   *
   * @param bytes what to write, from its beginning
   * @param length how many bytes
   * @param position where to, in a target that is positional
   * @return how many of them were accepted
   */
  abstract int call(byte[] bytes, int length, long position) throws IOException;

  /**
   * Tells whether a write has failed because the owner closes the object.
   *
   * @param thrown what it has thrown
   */
  boolean failedByOwner(Throwable thrown) {
    return false;
  }

  /**
   * Writes for as long as the object takes all. Where that fails behind pieces that were accepted,
   * it is the next write that throws.
   */
  @Override
  public final int write(ByteBuffer from, long position) throws IOException {
    if (inDoubt > 0) {
      throw calls.threw(Objects.requireNonNull(failure()));
    }
    int begin = from.position();
    boolean more = from.hasRemaining();
    while (more) {
      try {
        more = writePiece(from, position + from.position() - begin) && from.hasRemaining();
      } catch (Throwable e) {
        if (from.position() == begin) {
          throw e;
        }
        more = false;
      }
    }
    return from.position() - begin;
  }

  /** Returns whether all of the piece was accepted. */
  private boolean writePiece(ByteBuffer from, long position) throws IOException {
    int length = Math.min(from.remaining(), ForeignArray.LARGEST);
    byte[] bytes = array.toEmpty(length);
    from.get(from.position(), bytes, 0, length);
    inDoubt = length;
    int n;
    try {
      n = call(bytes, length, position);
    } catch (Throwable e) {
      throw calls.threw(failedByOwner(e) ? new ClosedByOwnerException(e) : e);
    }
    if (n < 0 || n > length) {
      throw calls.lied("it wrote " + n + " of " + length + " bytes");
    }
    inDoubt = 0;
    written += n;
    from.position(from.position() + n);
    return n == length;
  }

  @Override
  public final long write(ByteBuffer first, ByteBuffer second, long position) throws IOException {
    return write(first.hasRemaining() ? first : second, position);
  }

  @Override
  public final void prepare() throws IOException {
    if (object instanceof Flushable flushable) {
      try {
        flushable.flush();
      } catch (Throwable e) {
        throw calls.threw(e);
      }
    }
  }

  @Override
  public boolean foreign() {
    return true;
  }

  @Override
  public final @Nullable Throwable failure() {
    return calls.failure();
  }

  @Override
  public final long inDoubt() {
    return inDoubt;
  }

  @Override
  public final long written() {
    return positional() ? 0 : written;
  }

  @Override
  public boolean owned() {
    return false;
  }

  @Override
  public Memory memory() {
    return Memory.DIRECT;
  }
}
