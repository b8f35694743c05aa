package dev.sendfile.internal.end;

import dev.sendfile.spi.Memory;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * A source that is somebody else's object, read in order. It fills an array of its own, and
 * whatever it throws is its failure.
 */
abstract class ForeignSource extends SequentialSource {

  final ForeignCalls calls;
  private final ForeignArray array = new ForeignArray();

  /** By one thread at a time, as the object is. */
  private boolean ended;

  ForeignSource(String name) {
    calls = new ForeignCalls(name);
  }

  /**
   * Calls the object once.
   *
   * @param bytes where to, from its beginning
   * @param length how many bytes at most
   * @return what it answered
   */
  abstract int call(byte[] bytes, int length) throws IOException;

  /**
   * Tells whether the owner has closed the object, so that the end that it has just told of is not
   * one of what it was to give.
   */
  boolean endedByOwner() {
    return !isOpen();
  }

  /**
   * Tells whether a read has failed because the owner closes the object.
   *
   * @param thrown what it has thrown
   */
  boolean failedByOwner(Throwable thrown) {
    return false;
  }

  @Override
  final int read(ByteBuffer into) throws IOException {
    if (!into.hasRemaining()) {
      return 0;
    }
    if (ended) {
      return -1; // whose doing that was has been asked, which may have taken its time
    }
    byte[] bytes = array.toFill(into.remaining());
    int asked = Math.min(bytes.length, into.remaining());
    int n;
    try {
      n = call(bytes, asked);
    } catch (Throwable e) {
      throw calls.threw(failedByOwner(e) ? new ClosedByOwnerException(e) : e);
    }
    if (n < -1 || n > asked) {
      throw calls.lied("it read " + n + " bytes into a buffer of " + asked);
    }
    if (n < 0) {
      calls.refuseEndOf(endedByOwner());
      ended = true;
    }
    if (n == bytes.length) {
      array.cameFull();
    }
    if (n > 0) {
      into.put(bytes, 0, n);
    }
    return n;
  }

  @Override
  public boolean mayHaveMore() {
    return !ended;
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
  public boolean owned() {
    return false;
  }

  @Override
  public Memory memory() {
    return Memory.DIRECT;
  }
}
