package dev.sendfile.ffm;

import dev.sendfile.spi.EndKind;
import dev.sendfile.spi.Offer;
import dev.sendfile.spi.Plan;
import dev.sendfile.spi.Route;
import org.jspecify.annotations.Nullable;

/** What a call from file to file needs. */
final class FileToFile {

  private static final Offer NO_FILES =
      Offer.declined("this call is from file to file; pass the Path or the FileChannel of each");
  private static final Offer NO_LENGTH =
      Offer.declined("the end of a source whose size is not to be believed is told by reads alone");

  /** What these calls answer to a target that appends. */
  static final Offer APPENDS =
      Offer.declined(
          "the target was opened with APPEND, which the kernel's own copies refuse; open it with"
              + " WRITE, and put it at its end");

  private static final Route ROUTE = Route.of(EndKind.FILE, EndKind.FILE);

  private FileToFile() {}

  /** Whether a route is from file to file. */
  static boolean is(Route route) {
    return route.equals(ROUTE);
  }

  /** Why it cannot be made; {@code null} if it can. */
  static @Nullable Offer declined(Plan plan) {
    if (!Ends.isFile(plan.target())
        || !Ends.isFile(plan.source())
        || !plan.source().positional()) { // these calls read at positions
      return NO_FILES;
    }
    if (plan.length() < 0) {
      return NO_LENGTH;
    }
    if (Way.to(plan.source()) == Way.NONE) {
      return Way.NO_SOURCE;
    }
    if (Way.to(plan.target()) == Way.NONE) {
      return Way.NO_TARGET;
    }
    return plan.target().appends() ? APPENDS : null;
  }
}
