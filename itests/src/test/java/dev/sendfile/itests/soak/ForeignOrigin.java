package dev.sendfile.itests.soak;

import dev.sendfile.TransferRequest;
import dev.sendfile.TransferSource;
import dev.sendfile.tck.fixture.foreign.ForeignEnd;
import dev.sendfile.tck.fixture.foreign.Stranger;
import java.nio.channels.SelectableChannel;
import java.util.SplittableRandom;
import java.util.concurrent.Executor;

/** A stranger that gives bytes. */
final class ForeignOrigin implements Origin {

  private final ForeignEnd kind;
  private final boolean explicit;
  private final Pattern.Part content;
  private final Stranger stranger;

  ForeignOrigin(Choices choices, Ground ground, SplittableRandom random) {
    kind = choices.foreignSource;
    explicit = choices.explicitLength;
    int size = choices.length + (explicit ? choices.extra : 0);
    content = new Pattern.Part(random.nextInt(ground.pattern().size() - size), choices.length);
    byte[] bytes = ground.pattern().copy(new Pattern.Part(content.from(), size));
    stranger = Stranger.giving(bytes, choices.foreignFault(Fault.FOREIGN_SOURCE_THROWS, random));
  }

  @Override
  public Pattern.Part content() {
    return content;
  }

  @Override
  public TransferSource from() {
    return kind.from(stranger);
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
  public void begin(Peer peer, Executor on) {}

  @Override
  public void closeSource() {}

  @Override
  public void check(Choices choices, Expected expected, Account account, Complaints complaints) {
    account.checkStranger(stranger, choices.fault == Fault.FOREIGN_SOURCE_THROWS, complaints);
    if (!account.exact() || kind.isReadAtPositions() || stranger.thrown() != null) {
      return; // it does not move, then; and who throws may have given some
    }
    long undelivered = account.completed() ? 0 : account.failure().undelivered().remaining();
    long due = expected.contentWithin(account.least()) + undelivered;
    complaints.require(
        stranger.given() == due, "%d bytes were read, not %d", stranger.given(), due);
  }

  @Override
  public void close() {}
}
