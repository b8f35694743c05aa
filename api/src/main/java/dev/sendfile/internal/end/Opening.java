package dev.sendfile.internal.end;

/**
 * How a target file is to be written.
 *
 * @param offset where the first byte goes; {@link #UNSET} where nothing was said: at the beginning
 *     of a path, which is truncated, and at the position of a channel
 * @param createNew whether the file must not exist
 * @param replace whether it gets its name only when all bytes are in it
 * @param force whether it is forced to the disk at the end
 */
public record Opening(long offset, boolean createNew, boolean replace, boolean force) {

  /** No offset was given. */
  public static final long UNSET = -1;

  /** Nothing was said. */
  public static final Opening DEFAULT = new Opening(UNSET, false, false, false);

  /**
   * Tells whether an offset was given.
   *
   * @return {@code true} if so
   */
  public boolean hasOffset() {
    return offset != UNSET;
  }

  /**
   * Returns where the first byte goes in a file that is written at positions.
   *
   * @return the offset, 0 if none was given
   */
  public long start() {
    return Math.max(0, offset);
  }
}
