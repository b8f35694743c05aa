package dev.sendfile.ffm;

import dev.sendfile.spi.Offer;
import dev.sendfile.spi.Plan;
import org.jspecify.annotations.Nullable;

/** What a call from file to file needs. */
final class FileToFile {

  private static final Offer NO_FILES =
      Offer.declined("this call is from file to file; pass the Path or the FileChannel of each");
  private static final Offer NO_LENGTH =
      Offer.declined("the end of a source whose size is not to be believed is told by reads alone");

  private FileToFile() {}

  /** Why it cannot be made; {@code null} if it can. */
  static @Nullable Offer declined(Plan plan) {
    if (!Ends.isFile(plan.source()) || !Ends.isFile(plan.target())) {
      return NO_FILES;
    }
    if (plan.length() < 0) {
      return NO_LENGTH;
    }
    if (Way.to(plan.source()) == Way.NONE) {
      return Way.NO_SOURCE;
    }
    return Way.to(plan.target()) == Way.NONE ? Way.NO_TARGET : null;
  }
}
