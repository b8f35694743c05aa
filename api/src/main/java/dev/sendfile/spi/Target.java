package dev.sendfile.spi;

import java.io.IOException;
import java.nio.ByteBuffer;

/** The end that bytes go to. */
public interface Target extends End {

  /**
   * Tells whether bytes are written at a position; else they are written in order.
   *
   * @return {@code true} for a file that the engine opened, and for a caller's with an offset
   */
  boolean positional();

  /**
   * Tells whether all that is written goes to the end of a file, wherever the target stands: a
   * caller's channel that was opened with {@code APPEND}, to which the kernel's own copies are
   * refused. Nothing in Java tells the mode, so a channel that stands at the end of its file is put
   * elsewhere and back for a moment, once in its life, which others who share it may see: to be
   * asked by whom it matters to.
   *
   * @return {@code true} if so; {@code false} where it is not known
   */
  default boolean appends() {
    return false;
  }

  /**
   * Writes once.
   *
   * @param from what to write; consumed relatively as far as it was accepted
   * @param position where to; ignored by a sequential target
   * @return the number of bytes accepted, 0 if there is no room now
   * @throws IOException if the write failed
   */
  int write(ByteBuffer from, long position) throws IOException;

  /**
   * Writes two buffers in order, in one system call where the target can.
   *
   * @param first what goes first
   * @param second what follows, only once {@code first} was accepted whole
   * @param position where to; ignored by a sequential target
   * @return the number of bytes accepted, 0 if there is no room now
   * @throws IOException if the write failed and nothing was accepted
   */
  long write(ByteBuffer first, ByteBuffer second, long position) throws IOException;
}
