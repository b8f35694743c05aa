package dev.sendfile.tck;

import dev.sendfile.Sendfile;
import dev.sendfile.TransferRequest;
import dev.sendfile.spi.TransferStrategy;
import dev.sendfile.tck.fixture.Content;
import dev.sendfile.tck.fixture.ThreadKind;
import dev.sendfile.tck.fixture.foreign.Call;
import dev.sendfile.tck.fixture.foreign.Fault;
import dev.sendfile.tck.fixture.foreign.ForeignEnd;
import dev.sendfile.tck.fixture.foreign.Thrown;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * A strategy that is preferred where it offers itself, beside an honest one that would go on if it
 * were let, and the kind of foreign end that it meets. Nobody stands between it and the engine: a
 * witness would blame it for what the end throws.
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

  /** An instance for one transfer, which remembers nothing of others. */
  Sendfile sendfile() {
    return Sendfile.builder()
        .strategies(strategy, new HonestStrategy(Witness.COMPANION))
        .weight(strategy.name(), 1)
        .build();
  }

  /** Completes a request with a header and a trailer. */
  static TransferRequest around(TransferRequest request) {
    return request.header(ByteBuffer.wrap(HEADER)).trailer(ByteBuffer.wrap(TRAILER));
  }

  /** Faults of a target: where it is flushed first, and in header, content and trailer. */
  List<Fault> targetFaults() {
    int begin = HEADER.length;
    int behind = begin + CONTENT.length;
    List<Fault> faults =
        moving(
            Call.WRITE,
            List.of(0, begin / 2, begin, begin + 70_001, behind - 1, behind, ALL.length - 1));
    for (Thrown thrown : Thrown.values()) {
      if (end.isFlushed()) {
        faults.add(new Fault(Call.FLUSH, 0, false, thrown));
      }
    }
    return faults;
  }

  /** Faults of a source: at its first, a middle and its last byte. */
  List<Fault> sourceFaults() {
    return moving(Call.READ, List.of(0, 1, 70_001, CONTENT.length - 1));
  }

  /** Whatever is thrown, before and after a part; on virtual threads, one of each sort. */
  private List<Fault> moving(Call call, List<Integer> places) {
    List<Fault> faults = new ArrayList<>();
    for (Thrown thrown : Thrown.values()) {
      if (thread == ThreadKind.PLATFORM || thrown == Thrown.RUNTIME || thrown == Thrown.LINKAGE) {
        for (int place : places) {
          faults.add(new Fault(call, place, false, thrown));
          faults.add(new Fault(call, place, true, thrown));
        }
      }
    }
    return faults;
  }

  @Override
  public String toString() {
    return strategy.name() + ", " + end + ", " + thread;
  }
}
