package dev.sendfile;

/** The range asked for does not lie within the source. Nothing was moved. */
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
   * @return the size in bytes at the time of the check
   */
  public long size() {
    return size;
  }
}
