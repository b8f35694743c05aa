package dev.sendfile.itests.soak;

import dev.sendfile.TransferRequest;
import dev.sendfile.TransferSource;
import dev.sendfile.tck.fixture.Feed;
import dev.sendfile.tck.fixture.FeedKind;
import java.nio.channels.SelectableChannel;
import java.nio.file.Path;
import java.util.SplittableRandom;
import java.util.concurrent.Executor;

/** A FIFO that the engine opens for reading, with a sender at its far end. */
final class FifoOrigin implements Origin {

  private final Fifos fifos;
  private final Path fifo;
  private final Pattern pattern;
  private final Pattern.Part content;
  private final boolean explicit;
  private final int sent;
  private final Feed feed;
  private Feeder feeder;
  private boolean closed;

  FifoOrigin(Choices choices, Ground ground, SplittableRandom random) {
    fifos = ground.fifos();
    fifo = fifos.take();
    pattern = ground.pattern();
    explicit = choices.explicitLength;
    sent = choices.length + (explicit ? choices.extra : 0);
    content = new Pattern.Part(random.nextInt(pattern.size() - sent), choices.length);
    feed = new Feed(FeedKind.PIPE_BLOCKING, fifo, () -> {}, Fifos.FarEnd.writing(fifo));
  }

  @Override
  public Pattern.Part content() {
    return content;
  }

  @Override
  public TransferSource from() {
    return TransferRequest.from(fifo);
  }

  @Override
  public TransferRequest range(TransferRequest request) {
    return explicit ? request.range(0, content.length()) : request;
  }

  @Override
  public SelectableChannel selectable() {
    return null;
  }

  @Override
  public void begin(Peer peer, Executor on) {
    feeder =
        Feeder.start(feed, pattern.buffer(new Pattern.Part(content.from(), sent)), true, peer, on);
  }

  @Override
  public void closeSource() {}

  /** The engine has closed it: what was left in it has gone. */
  @Override
  public void check(Choices choices, Expected expected, Account account, Complaints complaints) {
    if (account.exact() && !account.completed()) {
      byte[] undelivered = new byte[account.failure().undelivered().remaining()];
      account.failure().undelivered().get(undelivered);
      int from = content.from() + expected.contentWithin(account.least());
      complaints.require(
          pattern.matches(undelivered, undelivered.length, from),
          "the %d undelivered bytes are not those that follow",
          undelivered.length);
    }
  }

  @Override
  public void close() throws Exception {
    if (closed) {
      return;
    }
    closed = true;
    if (feeder != null) {
      Fifos.release(fifo, feeder::isDone);
      feeder.await();
    }
    feed.close();
    fifos.giveBack(fifo);
  }
}
