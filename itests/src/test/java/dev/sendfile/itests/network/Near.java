package dev.sendfile.itests.network;

import dev.sendfile.tck.fixture.FeedKind;
import dev.sendfile.tck.fixture.TargetKind;
import java.util.Locale;

/** How the library is given its end of a TCP connection. */
enum Near {
  BLOCKING(TargetKind.TCP_BLOCKING, FeedKind.TCP_BLOCKING),
  NON_BLOCKING(TargetKind.TCP_NON_BLOCKING, FeedKind.TCP_NON_BLOCKING),
  /** {@code new Socket()}, which has no channel. */
  PLAIN_SOCKET(TargetKind.PLAIN_SOCKET, FeedKind.PLAIN_SOCKET);

  private final TargetKind target;
  private final FeedKind source;

  Near(TargetKind target, FeedKind source) {
    this.target = target;
    this.source = source;
  }

  TargetKind target() {
    return target;
  }

  FeedKind source() {
    return source;
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
