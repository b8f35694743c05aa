package dev.sendfile.spi;

/**
 * What a user may set about the sizes of buffers and steps.
 *
 * @param bufferSize bytes that a strategy with a buffer uses for it; {@link #UNSET} lets it choose
 * @param chunkSize bytes that one step moves at most; {@link #UNSET} lets the engine choose
 */
public record Options(int bufferSize, long chunkSize) {

  /** Leaves the choice to the strategy or the engine. */
  public static final int UNSET = 0;

  /** Nothing set. */
  public static final Options DEFAULTS = new Options(UNSET, UNSET);

  /** The largest buffer that can be asked for, in bytes: 16 MiB. */
  public static final int MAX_BUFFER_SIZE = 16 << 20;

  /**
   * Checks the ranges.
   *
   * @param bufferSize bytes, or {@link #UNSET}
   * @param chunkSize bytes, or {@link #UNSET}
   * @throws IllegalArgumentException if a size is negative or a buffer larger than {@link
   *     #MAX_BUFFER_SIZE}
   */
  public Options {
    if (bufferSize < 0 || bufferSize > MAX_BUFFER_SIZE) {
      throw new IllegalArgumentException(
          "bufferSize " + bufferSize + " is not in 1.." + MAX_BUFFER_SIZE + " bytes");
    }
    if (chunkSize < 0) {
      throw new IllegalArgumentException(
          "chunkSize " + chunkSize + " is negative; give a number of bytes, at least 1");
    }
  }

  /**
   * Returns the buffer size to use.
   *
   * @param preferred what the strategy would take by itself, in bytes
   * @return what the user set, else {@code preferred}
   */
  public int bufferSizeOr(int preferred) {
    return bufferSize == UNSET ? preferred : bufferSize;
  }
}
