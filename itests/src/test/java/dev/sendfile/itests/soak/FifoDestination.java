package dev.sendfile.itests.soak;

import dev.sendfile.TransferRequest;
import dev.sendfile.TransferSource;
import java.io.IOException;
import java.nio.channels.SelectableChannel;
import java.nio.file.Path;
import java.util.concurrent.Executor;

/** A FIFO that the engine opens for writing, with a receiver at its far end. */
final class FifoDestination implements Destination {

  private final Fifos fifos;
  private final Path fifo;
  private final Fifos.FarEnd far;
  private Drain drain;
  private boolean closed;

  FifoDestination(Ground ground) {
    fifos = ground.fifos();
    fifo = fifos.take();
    far = Fifos.FarEnd.reading(fifo);
  }

  @Override
  public TransferRequest to(TransferSource source) {
    return source.to(fifo);
  }

  @Override
  public SelectableChannel selectable() {
    return null;
  }

  @Override
  public void begin(Expected expected, Peer peer, Executor on) {
    drain = Drain.start(far, expected, peer, on);
  }

  @Override
  public void closeTarget() {}

  @Override
  public void hangUp() throws IOException {
    far.close();
  }

  /** Files are not cut short that go into a FIFO. */
  @Override
  public void mayBeZerosFrom(int position) {}

  @Override
  public void check(Choices choices, Expected expected, Account account, Complaints complaints)
      throws Exception {
    finish();
    boolean hangsUp = choices.fault == Fault.PEER_HANGS_UP;
    complaints.require(
        drain.count() <= account.most() && (hangsUp || drain.count() >= account.least()),
        "the receiver has %d bytes",
        drain.count());
    complaints.require(
        drain.firstOdd() < 0,
        "byte %d at the receiver is not the one that was sent",
        drain.firstOdd());
  }

  private void finish() throws Exception {
    Fifos.release(fifo, drain::isDone);
    drain.await();
  }

  @Override
  public void close() throws Exception {
    if (closed) {
      return;
    }
    closed = true;
    if (drain != null) {
      finish();
    }
    far.close();
    fifos.giveBack(fifo);
  }
}
