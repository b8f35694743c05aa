package dev.sendfile.itests.nativecalls;

import dev.sendfile.TransferException;
import dev.sendfile.TransferRequest;
import dev.sendfile.tck.fixture.Feed;
import dev.sendfile.tck.fixture.FeedKind;
import dev.sendfile.tck.fixture.TargetKind;
import dev.sendfile.tck.fixture.Task;
import java.io.IOException;
import java.nio.channels.SocketChannel;

/** From a socket that has plenty to one whose buffers are full. */
final class BlockedPump implements Blocked {

  private final Feed feed;
  private final BlockedSend send;
  private final Task<Void> feeding;

  private BlockedPump(Feed feed, BlockedSend send, Task<Void> feeding) {
    this.feed = feed;
    this.send = send;
    this.feeding = feeding;
  }

  static BlockedPump between(byte[] content) throws Exception {
    Feed feed = FeedKind.TCP_BLOCKING.open();
    Task<Void> feeding = feed.send(content);
    BlockedSend send = BlockedSend.to(TargetKind.TCP_BLOCKING, feed.from(), content);
    return new BlockedPump(feed, send, feeding);
  }

  @Override
  public TransferRequest request() {
    return send.request();
  }

  @Override
  public SocketChannel channel() {
    return send.channel();
  }

  @Override
  public void awaitEndAtPeer() throws Exception {
    send.awaitEndAtPeer();
  }

  @Override
  public void checkAccount(TransferException failure) {
    send.checkAccount(failure);
  }

  @Override
  public void close() throws Exception {
    feed.close();
    send.close();
    try {
      feeding.await();
    } catch (IOException e) {
      // what it fed was not all taken
    }
  }
}
