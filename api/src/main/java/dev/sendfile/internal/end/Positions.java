package dev.sendfile.internal.end;

import java.io.IOException;
import java.nio.channels.FileChannel;

/**
 * Whether what is behind a file channel can be read at positions. Its class does not tell, nor does
 * the name it was opened by: a block device has positions and a size, other devices have neither,
 * and some regular files, as of {@code /proc} and {@code /sys/kernel/tracing}, can only be read
 * from where they stand.
 */
final class Positions {

  /** What {@link #standing} answers where there are none. */
  static final long NONE = -1;

  private Positions() {}

  /**
   * Returns where a channel that is read stands.
   *
   * @return the position in bytes; {@link #NONE} if it must be read in order
   */
  static long standing(FileChannel file) {
    try {
      long position = file.position();
      return file.size() > 0 || goesTo(file, position + 1, position) ? position : NONE;
    } catch (IOException e) {
      return file.isOpen() ? NONE : 0; // closed: whoever uses it finds out
    }
  }

  /**
   * Of what has no size, asks whether it can be put elsewhere, and puts it back: {@code /dev/zero}
   * and the like say yes and stay.
   */
  private static boolean goesTo(FileChannel file, long elsewhere, long back) throws IOException {
    boolean went = file.position(elsewhere).position() == elsewhere;
    file.position(back);
    return went;
  }
}
