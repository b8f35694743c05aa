package dev.sendfile.tck;

import dev.sendfile.Sendfile;
import dev.sendfile.TransferRequest;
import dev.sendfile.tck.fixture.Line;
import dev.sendfile.tck.fixture.SourceKind;
import dev.sendfile.tck.fixture.TargetKind;
import dev.sendfile.tck.fixture.ThreadKind;

/**
 * One row of the contract: a strategy that sends a file on a route that it claims.
 *
 * @param witness watches the strategy, in this case alone
 * @param source how the file is handed over
 * @param target what it is sent to
 * @param thread what it is sent by
 */
public record SendCase(Witness witness, SourceKind source, TargetKind target, ThreadKind thread)
    implements Witnessed {

  /**
   * Returns the name of the strategy.
   *
   * @return what results show
   */
  public String strategy() {
    return witness.name();
  }

  /**
   * Returns an instance that has the strategy and an honest one, and is forced to the first.
   *
   * @return a new instance
   */
  public Sendfile sendfile() {
    return witness.sendfile();
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

  @Override
  public String toString() {
    return witness + ": " + source + " to " + target + ", " + thread;
  }
}
