package dev.sendfile.itests.soak;

import dev.sendfile.tck.fixture.Feed;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;

/** Sends from the far end of a source, then ends. */
final class Feeder {

  private static final int PIECE = 128 << 10;

  private final Feed feed;
  private final ByteBuffer bytes;
  private final boolean ends;
  private final Peer peer;
  private final FutureTask<Void> sending = new FutureTask<>(this::send, null);

  private Feeder(Feed feed, ByteBuffer bytes, boolean ends, Peer peer) {
    this.feed = feed;
    this.bytes = bytes;
    this.ends = ends;
    this.peer = peer;
  }

  /**
   * Starts to send.
   *
   * @param ends whether it says that nothing more will come
   */
  static Feeder start(Feed feed, ByteBuffer bytes, boolean ends, Peer peer, Executor on) {
    Feeder feeder = new Feeder(feed, bytes, ends, peer);
    on.execute(feeder.sending);
    return feeder;
  }

  private void send() {
    int size = bytes.remaining();
    try {
      feed.far().write(ByteBuffer.allocate(0)); // whose first call opens it opens it now
      boolean acted = false;
      while (bytes.hasRemaining() || (!acted && bytes.position() == peer.at())) {
        if (bytes.position() == peer.at() && !acted) {
          acted = true;
          peer.act();
        }
        int most = Math.min(PIECE, size - bytes.position());
        int room = acted ? most : peer.upTo(bytes.position(), most);
        bytes.limit(bytes.position() + room);
        feed.far().write(bytes);
        bytes.limit(size);
      }
      if (ends) {
        feed.end();
      }
    } catch (IOException e) {
      // the other end is gone, or this one by what happened
    }
  }

  boolean isDone() {
    return sending.isDone();
  }

  void await() throws Exception {
    sending.get(Trial.PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
  }
}
