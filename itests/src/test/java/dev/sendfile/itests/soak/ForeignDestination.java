package dev.sendfile.itests.soak;

import dev.sendfile.TransferRequest;
import dev.sendfile.TransferSource;
import dev.sendfile.tck.fixture.foreign.ForeignEnd;
import dev.sendfile.tck.fixture.foreign.Stranger;
import java.nio.channels.SelectableChannel;
import java.util.SplittableRandom;
import java.util.concurrent.Executor;

/** A stranger that takes bytes. */
final class ForeignDestination implements Destination {

  private final ForeignEnd kind;
  private final Stranger stranger;

  ForeignDestination(Choices choices, SplittableRandom random) {
    kind = choices.foreignTarget;
    stranger = Stranger.taking(choices.foreignFault(Fault.FOREIGN_TARGET_THROWS, random));
  }

  @Override
  public TransferRequest to(TransferSource source) {
    return kind.to(source, stranger);
  }

  @Override
  public SelectableChannel selectable() {
    return null;
  }

  @Override
  public void begin(Expected expected, Peer peer, Executor on) {}

  @Override
  public void closeTarget() {}

  /** Nobody but the JVM writes here, from what it has read. */
  @Override
  public void mayBeZerosFrom(int position) {}

  @Override
  public void check(Choices choices, Expected expected, Account account, Complaints complaints) {
    account.checkStranger(stranger, choices.fault == Fault.FOREIGN_TARGET_THROWS, complaints);
    byte[] bytes = stranger.taken();
    complaints.require(
        bytes.length >= account.least() && bytes.length <= account.most(),
        "the target has %d bytes",
        bytes.length);
    int odd = expected.mismatch(bytes, 0, bytes.length, 0);
    complaints.require(odd < 0, "byte %d in the target is not the one that was sent", odd);
  }

  @Override
  public void close() {}
}
