package dev.sendfile.itests.soak;

import dev.sendfile.tck.fixture.Feed;
import dev.sendfile.tck.fixture.FeedKind;
import dev.sendfile.tck.fixture.Line;
import dev.sendfile.tck.fixture.TargetKind;
import dev.sendfile.tck.fixture.TlsSockets;
import java.nio.channels.Channels;
import javax.net.ssl.SSLContext;

/** Connections that encrypt, as ends of transfers. */
final class Tls {

  private Tls() {}

  /** The target is the server's side: what it sends of its own accord, the receiver reads. */
  static Line line(SSLContext context, boolean narrow) throws Exception {
    TlsSockets pair = TlsSockets.connect(context, narrow ? TargetKind.NARROW : 0);
    return new Line(
        TargetKind.PLAIN_SOCKET,
        pair.server(),
        pair.server(),
        Channels.newChannel(pair.client().getInputStream()));
  }

  /** The sender is the server's side, for the same reason. */
  static Feed feed(SSLContext context) throws Exception {
    TlsSockets pair = TlsSockets.connect(context, 0);
    return new Feed(
        FeedKind.PLAIN_SOCKET,
        pair.client(),
        pair.client(),
        Channels.newChannel(pair.server().getOutputStream()));
  }
}
