package dev.sendfile.tck;

import dev.sendfile.Sendfile;
import dev.sendfile.TransferRequest;
import dev.sendfile.TransferResult;
import dev.sendfile.tck.fixture.FeedKind;
import dev.sendfile.tck.fixture.TargetKind;
import dev.sendfile.tck.fixture.Task;
import dev.sendfile.tck.fixture.ThreadKind;

/** A strategy that passes on what comes from one socket to another. */
public final class PumpCase implements Witnessed {

  private final Witness witness;
  private final FeedKind source;
  private final TargetKind target;
  private final ThreadKind thread;

  PumpCase(Witness witness, FeedKind source, TargetKind target, ThreadKind thread) {
    this.witness = witness;
    this.source = source;
    this.target = target;
    this.thread = thread;
  }

  @Override
  public Witness witness() {
    return witness;
  }

  /**
   * Returns where the bytes come from.
   *
   * @return the kind of the source
   */
  public FeedKind source() {
    return source;
  }

  /**
   * Returns where they go.
   *
   * @return the kind of the target
   */
  public TargetKind target() {
    return target;
  }

  /**
   * Returns what moves them.
   *
   * @return the kind of the thread
   */
  public ThreadKind thread() {
    return thread;
  }

  /**
   * Returns the name of the strategy.
   *
   * @return the name
   */
  public String strategy() {
    return witness.name();
  }

  /**
   * Makes an instance that is forced to the strategy.
   *
   * @return a new one
   */
  public Sendfile sendfile() {
    return witness.sendfile();
  }

  Task<TransferResult> start(TransferRequest request) {
    return thread.start(() -> sendfile().transfer(request));
  }

  @Override
  public String toString() {
    return strategy() + ": " + source + " to " + target + ", " + thread;
  }
}
