package dev.sendfile.tck;

import dev.sendfile.Sendfile;
import dev.sendfile.TransferRequest;
import dev.sendfile.TransferResult;
import dev.sendfile.tck.fixture.FeedKind;
import dev.sendfile.tck.fixture.FileTargetKind;
import dev.sendfile.tck.fixture.Task;
import dev.sendfile.tck.fixture.ThreadKind;

/** A strategy that receives into a file on a route that it claims. */
public final class ReceiveCase implements Witnessed {

  private final Witness witness;
  private final FeedKind source;
  private final FileTargetKind target;
  private final ThreadKind thread;
  private final ContentFiles files;

  ReceiveCase(
      Witness witness,
      FeedKind source,
      FileTargetKind target,
      ThreadKind thread,
      ContentFiles files) {
    this.witness = witness;
    this.source = source;
    this.target = target;
    this.thread = thread;
    this.files = files;
  }

  @Override
  public Witness witness() {
    return witness;
  }

  /**
   * Returns what is received from.
   *
   * @return the kind of the source
   */
  public FeedKind source() {
    return source;
  }

  /**
   * Returns how the file is handed over.
   *
   * @return the kind of the target
   */
  public FileTargetKind target() {
    return target;
  }

  /**
   * Returns what it is received by.
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

  ContentFiles files() {
    return files;
  }

  /** Runs a transfer to its end. */
  TransferResult transfer(TransferRequest request) throws Exception {
    return thread.call(() -> sendfile().transfer(request));
  }

  Task<TransferResult> start(TransferRequest request) {
    return thread.start(() -> sendfile().transfer(request));
  }

  boolean isIntoPath() {
    return target == FileTargetKind.PATH;
  }

  /** Whether this is every source to one target, or every target from one source. */
  boolean isEachEndOnce() {
    return isIntoPath() || (source == FeedKind.TCP_BLOCKING && thread == ThreadKind.PLATFORM);
  }

  /** Whether the engine can end it from outside: of a stream, nobody knows what closing does. */
  boolean isEndable() {
    return isIntoPath() && source != FeedKind.STREAM;
  }

  /** Whether a sender can reset the connection. */
  boolean isOverTcp() {
    return isIntoPath() && FeedKind.overTcp().contains(source);
  }

  @Override
  public String toString() {
    return strategy() + ": " + source + " to " + target + ", " + thread;
  }
}
