package dev.sendfile.internal.end;

import java.nio.ByteBuffer;

/** Empty buffers, for calls that shall do everything but move a byte. */
public final class Empty {

  private static final ByteBuffer BUFFER =
      ByteBuffer.allocateDirect(2).position(1).limit(1).slice();

  private Empty() {}

  /**
   * Returns an empty direct buffer at an odd address. Being empty it has no state that threads
   * could share.
   *
   * @return the buffer
   */
  public static ByteBuffer buffer() {
    return BUFFER;
  }
}
