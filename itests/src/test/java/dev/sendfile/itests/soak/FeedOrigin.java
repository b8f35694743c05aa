package dev.sendfile.itests.soak;

import dev.sendfile.TransferRequest;
import dev.sendfile.TransferSource;
import dev.sendfile.itests.fixture.Tls;
import dev.sendfile.tck.fixture.Feed;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectableChannel;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;

/** A connection, with a sender at its far end. */
final class FeedOrigin implements Origin {

  private final Pattern pattern;
  private final Feed feed;
  private final Pattern.Part content;
  private final boolean explicit;
  private int sent;
  private Feeder feeder;
  private Executor executor;

  FeedOrigin(Choices choices, Ground ground, SplittableRandom random) throws Exception {
    pattern = ground.pattern();
    explicit = choices.explicitLength;
    sent = choices.length + (explicit ? choices.extra : 0);
    content = new Pattern.Part(random.nextInt(pattern.size() - sent), choices.length);
    feed = choices.tls ? Tls.feed(ground.tls()) : choices.feed.open();
  }

  Feed feed() {
    return feed;
  }

  @Override
  public Pattern.Part content() {
    return content;
  }

  @Override
  public TransferSource from() {
    return feed.from();
  }

  @Override
  public TransferRequest range(TransferRequest request) {
    return explicit ? request.range(0, content.length()) : request;
  }

  @Override
  public SelectableChannel selectable() {
    return feed.source(Object.class) instanceof SelectableChannel channel ? channel : null;
  }

  @Override
  public void begin(Peer peer, Executor on) {
    ByteBuffer bytes = pattern.buffer(new Pattern.Part(content.from(), Math.max(sent, peer.at())));
    executor = on;
    feeder = Feeder.start(feed, bytes, !explicit, peer, on);
  }

  @Override
  public void closeSource() throws IOException {
    feed.closeSource();
  }

  /** Nothing beyond some byte will come. */
  void endsAt(int bytes) {
    sent = Math.min(sent, bytes);
  }

  /** What was taken, what is given back and what is still there make the whole. */
  @Override
  public void check(Choices choices, Expected expected, Account account, Complaints complaints)
      throws Exception {
    if (choices.fault == Fault.SOURCE_CLOSED) { // which may happen only now
      return;
    }
    if (!feed.isSourceOpen()) {
      complaints.require(!account.completed(), "the source was closed");
      return;
    }
    complaints.require(feed.isModeUnchanged(), "the source was left in the other mode");
    if (!account.exact() || choices.fault == Fault.PEER_RESETS) {
      return;
    }
    int taken = expected.contentWithin(account.least());
    byte[] undelivered = new byte[0];
    if (!account.completed()) {
      ByteBuffer rest = account.failure().undelivered();
      undelivered = new byte[rest.remaining()];
      rest.get(undelivered);
    }
    complaints.require(
        taken + undelivered.length <= sent
            && pattern.matches(undelivered, undelivered.length, content.from() + taken),
        "the %d undelivered bytes are not those that follow after %d",
        undelivered.length,
        taken);
    int left = sent - taken - undelivered.length;
    if (left > 0) {
      byte[] rest = readRest(left);
      complaints.require(
          Arrays.equals(rest, pattern.copy(new Pattern.Part(content.from() + sent - left, left))),
          "the %d bytes left in the source are not those that follow after %d + %d",
          left,
          taken,
          undelivered.length);
    }
  }

  /** What never comes must not be waited for without end. */
  private byte[] readRest(int left) throws Exception {
    FutureTask<byte[]> reading = new FutureTask<>(() -> feed.readRest(left));
    executor.execute(reading);
    return reading.get(Trial.PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
  }

  @Override
  public void close() throws Exception {
    feed.close();
    if (feeder != null) {
      feeder.await();
    }
  }
}
