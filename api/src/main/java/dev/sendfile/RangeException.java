package dev.sendfile;

/**
 * The range asked for does not lie within the source, or what is to be written at an offset of the
 * target ends behind the largest position that there is. Nothing was moved.
 */
public final class RangeException extends TransferException {

  private static final long serialVersionUID = 1L;

  /** What was asked for, in bytes. */
  private final long offset;

  /** What was asked for, in bytes; -1 for up to the end. */
  private final long length;

  /** What there was, in bytes. */
  private final long size;

  RangeException(String source, long offset, long length, long size) {
    super(message(source, offset, length, size), null, Account.NOTHING, FailedEnd.NEITHER);
    this.offset = offset;
    this.length = length;
    this.size = size;
  }

  /** Of a target. */
  RangeException(String target, long offset, long length) {
    super(
        "the offset "
            + offset
            + " in "
            + target
            + " and the "
            + length
            + " bytes to be written there reach beyond the largest position of a file; nothing was"
            + " sent",
        null,
        Account.NOTHING,
        FailedEnd.NEITHER);
    this.offset = offset;
    this.length = length;
    this.size = Long.MAX_VALUE;
  }

  private static String message(String source, long offset, long length, long size) {
    String asked =
        length < 0
            ? "offset " + offset + " lies"
            : "offset " + offset + " and length " + length + " reach";
    return asked
        + " beyond the end of "
        + source
        + ", whose size is "
        + size
        + " bytes; nothing was sent";
  }

  /**
   * Returns the offset that was asked for.
   *
   * @return the offset in bytes
   */
  public long offset() {
    return offset;
  }

  /**
   * Returns the length that was asked for.
   *
   * @return the length in bytes, -1 for up to the end
   */
  public long length() {
    return length;
  }

  /**
   * Returns the size of the source.
   *
   * @return the size in bytes at the time of the check; -1 if the source does not tell it. {@link
   *     Long#MAX_VALUE} for a range of the target
   */
  public long size() {
    return size;
  }
}
