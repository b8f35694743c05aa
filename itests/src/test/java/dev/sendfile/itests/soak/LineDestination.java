package dev.sendfile.itests.soak;

import dev.sendfile.PreparedTarget;
import dev.sendfile.TransferCancelledException;
import dev.sendfile.TransferInterruptedException;
import dev.sendfile.TransferRequest;
import dev.sendfile.TransferSource;
import dev.sendfile.TransferTimeoutException;
import dev.sendfile.itests.fixture.Tls;
import dev.sendfile.tck.fixture.Line;
import java.io.IOException;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SocketChannel;
import java.util.SplittableRandom;
import java.util.concurrent.Executor;

/** A connection, with a receiver at its far end. */
final class LineDestination implements Destination {

  private final Line line;
  private final PreparedTarget prepared;

  private int mayBeZerosFrom = Integer.MAX_VALUE;

  private Drain drain;

  LineDestination(Choices choices, Ground ground, SplittableRandom random) throws Exception {
    boolean narrow = random.nextBoolean() || choices.fault.wantsFullBuffers();
    line =
        choices.tls
            ? Tls.line(ground.tls(), narrow)
            : !narrow ? choices.line.open() : choices.line.openNarrow();
    prepared =
        choices.prepared && line.target() instanceof SocketChannel socket
            ? PreparedTarget.of(socket)
            : null;
  }

  Line line() {
    return line;
  }

  /** The target as it is kept for many transfers; {@code null} if it is not. */
  PreparedTarget prepared() {
    return prepared;
  }

  @Override
  public TransferRequest to(TransferSource source) {
    return prepared != null ? source.to(prepared) : line.to(source);
  }

  @Override
  public SelectableChannel selectable() {
    return line.selectable();
  }

  @Override
  public void begin(Expected expected, Peer peer, Executor on) {
    drain = Drain.start(line.far(), expected, peer, on);
  }

  @Override
  public void closeTarget() throws IOException {
    line.closeTarget();
  }

  @Override
  public void hangUp() throws IOException {
    line.far().close();
  }

  @Override
  public void mayBeZerosFrom(int position) {
    mayBeZerosFrom = position;
  }

  @Override
  public void check(Choices choices, Expected expected, Account account, Complaints complaints)
      throws Exception {
    complaints.require(
        !account.completed() || choices.fault == Fault.TARGET_CLOSED || line.isTargetOpen(),
        "the target was closed");
    complaints.require(
        !line.isTargetOpen() || line.isModeUnchanged(), "the target was left in the other mode");
    finish();
    drain.await();
    boolean hangsUp = choices.fault == Fault.PEER_HANGS_UP || isReset(choices, account);
    complaints.require(
        drain.count() <= account.most() && (hangsUp || drain.count() >= account.least()),
        "the receiver has %d bytes",
        drain.count());
    int odd = drain.firstOdd();
    complaints.require(
        odd < 0 || (odd >= mayBeZerosFrom && expected.matchesOrZeros(drain.oddities(), odd)),
        "byte %d at the receiver is not the one that was sent",
        odd);
  }

  /**
   * A socket that encrypts is closed with a reset by who gives up: else it waits for who writes.
   */
  private static boolean isReset(Choices choices, Account account) {
    return choices.tls
        && (account.failure() instanceof TransferTimeoutException
            || account.failure() instanceof TransferCancelledException
            || account.failure() instanceof TransferInterruptedException);
  }

  private void finish() throws IOException {
    if (prepared != null) {
      prepared.close();
    }
    line.finish();
  }

  @Override
  public void close() throws Exception {
    finish();
    line.close();
    if (drain != null) {
      drain.await();
    }
  }
}
