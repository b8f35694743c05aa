package dev.sendfile.spi;

import java.io.IOException;
import java.nio.ByteBuffer;

/** The end that bytes come from. */
public interface Source extends End {

  /** The size of a source that does not tell it. */
  long UNKNOWN_SIZE = -1;

  /**
   * Tells whether bytes are read at a position, any number of times, without moving anything; else
   * they are read in order, and a read consumes them.
   *
   * @return {@code true} for files
   */
  boolean positional();

  /**
   * Returns the size as the source tells it now. Not to be believed for files in {@code /proc},
   * {@code /sys} and the like: the end of a source is where a read says so.
   *
   * @return the size in bytes, or {@link #UNKNOWN_SIZE}
   * @throws IOException if it cannot be had
   */
  long size() throws IOException;

  /**
   * Reads once.
   *
   * @param into where to; filled relatively
   * @param position where from; ignored by a sequential source
   * @return the number of bytes read; 0 if there is none now, on a non-blocking source; -1 at the
   *     end
   * @throws IOException if the read failed; nothing was consumed then
   */
  int read(ByteBuffer into, long position) throws IOException;
}
