package dev.sendfile;

import dev.sendfile.spi.Session;
import java.util.ArrayList;
import java.util.List;

/**
 * The sessions that a strategy which wraps others was lent in one transfer. What they move counts,
 * whatever the strategy makes of their answers; and who forgets to close them leaves nothing open.
 */
final class Delegation {

  private final List<Session> lent = new ArrayList<>();
  private long bypassed;

  void lend(Session session) {
    lent.add(session);
  }

  /** Bytes that have reached the target past its methods, which would have counted them. */
  void bypassed(long bytes) {
    bypassed += bytes;
  }

  long bypassed() {
    return bypassed;
  }

  /** Closes what was not closed. */
  void close() {
    lent.forEach(Session::close);
    lent.clear();
  }
}
