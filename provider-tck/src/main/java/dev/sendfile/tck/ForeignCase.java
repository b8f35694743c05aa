package dev.sendfile.tck;

import dev.sendfile.Sendfile;
import dev.sendfile.TransferRequest;
import dev.sendfile.spi.TransferStrategy;
import dev.sendfile.tck.fixture.Content;
import dev.sendfile.tck.fixture.ThreadKind;
import dev.sendfile.tck.fixture.foreign.ForeignEnd;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * A strategy, and the kind of foreign end that it meets.
 *
 * @param strategy the strategy
 * @param end what the stranger looks like
 * @param thread what the transfers run on
 */
public record ForeignCase(TransferStrategy strategy, ForeignEnd end, ThreadKind thread) {

  static final byte[] HEADER = Content.bytes(5_000);
  static final byte[] CONTENT = Content.bytes(150_000);
  static final byte[] TRAILER = Content.bytes(3_000);
  static final byte[] ALL = Content.join(HEADER, CONTENT, TRAILER);

  /** Each strategy with each end on each kind of thread. */
  static List<ForeignCase> of(List<TransferStrategy> strategies) {
    List<ForeignCase> cases = new ArrayList<>();
    for (TransferStrategy strategy : strategies) {
      for (ForeignEnd end : ForeignEnd.values()) {
        for (ThreadKind thread : ThreadKind.available()) {
          cases.add(new ForeignCase(strategy, end, thread));
        }
      }
    }
    return cases;
  }

  Sendfile sendfile() {
    return new ForeignSubject(strategy).sendfile();
  }

  /** Completes a request with a header and a trailer. */
  static TransferRequest around(TransferRequest request) {
    return request.header(ByteBuffer.wrap(HEADER)).trailer(ByteBuffer.wrap(TRAILER));
  }

  @Override
  public String toString() {
    return strategy.name() + ", " + end + ", " + thread;
  }
}
