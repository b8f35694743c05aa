package dev.sendfile.bench.contest;

import dev.sendfile.bench.result.Setting;
import java.io.IOException;

/** A contender from outside that sends a file: what another library offers for it. */
public interface SendEntrant {

  /**
   * Returns its name.
   *
   * @return unique in its contest: {@code NETTY_EPOLL}
   */
  String name();

  /**
   * Tells whether it has anything to do in a setting. Where it has not, nobody hears of it.
   *
   * @param setting of {@code SEND} or {@code HEADER}
   * @return {@code true} if it takes part
   */
  boolean takesPart(Setting setting);

  /**
   * Makes ready to send.
   *
   * @param ends the file, and ways to connect; those that it takes are its own until the contest is
   *     over
   * @return what sends the header, if there is one, and all bytes of the file
   * @throws LeftOutException if it could take part, but not on this machine
   * @throws IOException if it cannot, and the benchmark has to stop
   */
  Move open(SendEnds ends) throws IOException;
}
