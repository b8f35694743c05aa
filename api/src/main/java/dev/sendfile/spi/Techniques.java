package dev.sendfile.spi;

/**
 * The names of the well-known techniques. A technique is what is done, a strategy is who does it:
 * several strategies can offer one technique. Providers may use words of their own besides these.
 */
public final class Techniques {

  /** The kernel moves the bytes from the file to the target; they never enter the JVM. */
  public static final String SENDFILE = "sendfile";

  /** The file is mapped into memory, window by window, and written from there. */
  public static final String MMAPPED = "mmapped";

  /** The bytes are read into a buffer and written from it. */
  public static final String READ_WRITE = "read-write";

  /** Another spelling of {@link #READ_WRITE} that users may write. */
  public static final String READ_WRITE_LOOP = "read-write-loop";

  private Techniques() {}

  /**
   * Reduces the spellings of a technique to one.
   *
   * @param technique a technique as a user wrote it
   * @return {@link #READ_WRITE} for {@link #READ_WRITE_LOOP}, everything else as it is
   */
  public static String canonical(String technique) {
    return technique.equals(READ_WRITE_LOOP) ? READ_WRITE : technique;
  }
}
