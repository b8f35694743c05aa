package dev.sendfile.tck;

import dev.sendfile.Sendfile;
import dev.sendfile.TransferRequest;
import dev.sendfile.TransferResult;
import dev.sendfile.spi.Capability;
import dev.sendfile.tck.fixture.Line;
import dev.sendfile.tck.fixture.SourceKind;
import dev.sendfile.tck.fixture.TargetKind;
import dev.sendfile.tck.fixture.Task;
import dev.sendfile.tck.fixture.ThreadKind;
import java.util.Set;

/** A strategy that sends a file on a route that it claims. */
public final class SendCase implements Witnessed {

  /** A page, of 64 KiB on some systems. */
  private static final int PAGE = 64 << 10;

  private final Witness witness;
  private final SourceKind source;
  private final TargetKind target;
  private final ThreadKind thread;
  private final Set<Capability> capabilities;
  private final ContentFiles files;

  SendCase(
      Witness witness,
      SourceKind source,
      TargetKind target,
      ThreadKind thread,
      Set<Capability> capabilities,
      ContentFiles files) {
    this.witness = witness;
    this.source = source;
    this.target = target;
    this.thread = thread;
    this.capabilities = capabilities;
    this.files = files;
  }

  @Override
  public Witness witness() {
    return witness;
  }

  /**
   * Returns how the file is handed over.
   *
   * @return the kind of the source
   */
  public SourceKind source() {
    return source;
  }

  /**
   * Returns what it is sent to.
   *
   * @return the kind of the target
   */
  public TargetKind target() {
    return target;
  }

  /**
   * Returns what it is sent by.
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

  /**
   * Completes a request.
   *
   * @param opened a file, handed over as this case says
   * @param line the target
   * @return a request for all of the file
   */
  public TransferRequest request(SourceKind.Opened opened, Line line) {
    return line.to(opened.from());
  }

  /** Runs a transfer to its end. */
  TransferResult transfer(TransferRequest request) throws Exception {
    return thread.call(() -> sendfile().transfer(request));
  }

  Task<TransferResult> start(TransferRequest request) {
    return start(sendfile(), request);
  }

  Task<TransferResult> start(Sendfile sendfile, TransferRequest request) {
    return thread.start(() -> sendfile.transfer(request));
  }

  /** Whether the engine can end it from outside: of a stream, nobody knows what closing does. */
  boolean isEndable() {
    return target != TargetKind.STREAM;
  }

  /** Whether the strategy reports a flag on this route. */
  boolean has(Capability capability) {
    return capabilities.contains(capability);
  }

  boolean isFromPath() {
    return source == SourceKind.PATH;
  }

  /**
   * How many bytes may have been accepted that nobody counts. A blocked write from a mapping goes
   * on when its file is cut short or closed: at worst the last of its pages is zeros.
   */
  int mostStray() {
    return capabilities.contains(Capability.MAPPED) && target.isBlocking() ? PAGE : 0;
  }

  @Override
  public String toString() {
    return strategy() + ": " + source + " to " + target + ", " + thread;
  }
}
