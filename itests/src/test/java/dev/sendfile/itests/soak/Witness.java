package dev.sendfile.itests.soak;

import dev.sendfile.TransferException;
import dev.sendfile.TransferListener;
import dev.sendfile.TransferOutcome;
import dev.sendfile.TransferProgress;
import dev.sendfile.TransferResult;

/** Hears of one transfer, and whether what it hears makes sense. */
final class Witness implements TransferListener {

  private long last;
  private boolean wentBack;
  private int completed;
  private int failed;
  private int ended;

  @Override
  public synchronized void progressed(TransferProgress progress) {
    wentBack |= progress.bytes() < last;
    last = progress.bytes();
  }

  @Override
  public synchronized void completed(TransferResult result) {
    completed++;
  }

  @Override
  public synchronized void failed(TransferException failure) {
    failed++;
  }

  @Override
  public synchronized void ended(TransferOutcome outcome) {
    ended++;
  }

  /** A request that is refused has no end, for it never began. */
  synchronized void check(Account account, Complaints complaints) {
    complaints.require(!wentBack, "the progress went back");
    int ends = account.completed() ? completed : failed;
    int wrong = account.completed() ? failed : completed;
    complaints.require(
        wrong == 0 && ends == ended && (ends == 1 || (ends == 0 && account.most() == 0)),
        "the listener heard of %d completed, %d failed, %d ended",
        completed,
        failed,
        ended);
    complaints.require(last <= account.most(), "the listener heard of %d bytes", last);
  }
}
