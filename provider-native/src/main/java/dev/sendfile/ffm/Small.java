package dev.sendfile.ffm;

import dev.sendfile.spi.EndKind;
import dev.sendfile.spi.Keep;
import dev.sendfile.spi.Offer;
import dev.sendfile.spi.Plan;
import org.jspecify.annotations.Nullable;

/**
 * When it pays to send what is in memory instead of letting the kernel fetch it: behind a header,
 * which then is one call less. Without one {@code sendfile(2)} takes less from the first byte on.
 */
final class Small {

  /** Up to which length of content, in bytes, it pays behind a header, read or mapped: 32 KiB. */
  static final long BEHIND_A_HEADER = 32 << 10;

  private static final Offer NOT_PREPARED =
      Offer.declined(
          "this is for what is sent again and again: pass a FileSource and a PreparedTarget");

  private Small() {}

  /** Why it is not to be done; {@code null} if it can be. */
  static @Nullable Offer declined(Plan plan) {
    if (plan.source().keep() == null || plan.target().keep() == null) {
      return NOT_PREPARED;
    }
    if (Way.to(plan.source()) == Way.NONE) {
      return Way.NO_SOURCE;
    }
    return Way.to(plan.target()) == Way.NONE ? Way.NO_TARGET : null;
  }

  /** Whether a prepared file keeps its whole content mapped. */
  static boolean isMapped(Plan plan) {
    Keep keep = plan.source().keep();
    return keep != null && keep.mapping() && plan.source().kind().equals(EndKind.FILE);
  }
}
