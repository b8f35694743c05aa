package dev.sendfile.itests;

import dev.sendfile.Sendfile;
import dev.sendfile.StrategyInfo;
import dev.sendfile.TransferRequest;
import dev.sendfile.tck.fixture.Feed;
import dev.sendfile.tck.fixture.FeedKind;
import dev.sendfile.tck.fixture.FileTargetKind;
import dev.sendfile.tck.fixture.ThreadKind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * One row of the contract for receiving: a strategy on a route that it claims.
 *
 * @param strategy the strategy that is forced
 * @param source what is received from
 * @param target how the file is handed over
 * @param thread what it is received by
 */
record ReceiveCase(String strategy, FeedKind source, FileTargetKind target, ThreadKind thread) {

  private static final List<ReceiveCase> CLAIMED = claimed();

  /** Every strategy on every route it claims, on both kinds of threads. */
  static List<ReceiveCase> all() {
    return CLAIMED;
  }

  /** Every source to one target, and every target from one source. */
  static List<ReceiveCase> eachEndOnce() {
    List<ReceiveCase> cases = new ArrayList<>(fromEverySource());
    toEveryTarget().stream().filter(it -> it.target != FileTargetKind.PATH).forEach(cases::add);
    return cases;
  }

  /** Every source and both kinds of threads, with one way to hand over the file. */
  static List<ReceiveCase> fromEverySource() {
    return matching(it -> it.target == FileTargetKind.PATH);
  }

  /** Every way to hand over the file, from one source on one kind of thread. */
  static List<ReceiveCase> toEveryTarget() {
    return matching(it -> it.source == FeedKind.TCP_BLOCKING && it.thread == ThreadKind.PLATFORM);
  }

  /** Those of {@link #fromEverySource} whose source can be ended by the engine: no streams. */
  static List<ReceiveCase> endable() {
    return matching(it -> it.target == FileTargetKind.PATH && it.source != FeedKind.STREAM);
  }

  /** Those of {@link #fromEverySource} over TCP, where a sender can reset the connection. */
  static List<ReceiveCase> overTcp() {
    List<FeedKind> kinds = FeedKind.overTcp();
    return matching(it -> it.target == FileTargetKind.PATH && kinds.contains(it.source));
  }

  /** Every source, with a file that its owner can close meanwhile. */
  static List<ReceiveCase> intoAnOpenFile() {
    return matching(it -> it.target == FileTargetKind.CHANNEL_AT_POSITION);
  }

  private static List<ReceiveCase> matching(Predicate<ReceiveCase> condition) {
    return CLAIMED.stream().filter(condition).toList();
  }

  private static List<ReceiveCase> claimed() {
    try {
      Path file = Files.write(Files.createTempFile("claims", ".bin"), new byte[10]);
      List<ReceiveCase> cases = new ArrayList<>();
      for (StrategyInfo strategy : Sendfile.getDefault().strategies()) {
        for (FeedKind source : FeedKind.values()) {
          for (FileTargetKind target : FileTargetKind.values()) {
            if (claims(strategy.name(), source, target, file)) {
              ThreadKind.available()
                  .forEach(it -> cases.add(new ReceiveCase(strategy.name(), source, target, it)));
            }
          }
        }
      }
      Files.delete(file);
      return cases;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean claims(String strategy, FeedKind source, FileTargetKind target, Path file)
      throws IOException {
    try (Feed feed = source.open();
        FileTargetKind.Opened opened = target.open(file)) {
      TransferRequest request = opened.request(feed.from());
      return Sendfile.getDefault().withForce(strategy).explain(request).chosen().isPresent();
    }
  }

  /** An instance that is forced to the strategy. */
  Sendfile sendfile() {
    return Sendfile.getDefault().withForce(strategy);
  }

  @Override
  public String toString() {
    return strategy + ": " + source + " to " + target + ", " + thread;
  }
}
