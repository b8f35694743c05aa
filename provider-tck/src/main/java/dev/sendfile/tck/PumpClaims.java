package dev.sendfile.tck;

import dev.sendfile.tck.fixture.Feed;
import dev.sendfile.tck.fixture.FeedKind;
import dev.sendfile.tck.fixture.Line;
import dev.sendfile.tck.fixture.TargetKind;
import dev.sendfile.tck.fixture.ThreadKind;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Which strategy says that it would pass on what comes from one socket to another. */
final class PumpClaims {

  private static final List<TargetKind> TARGETS =
      List.of(
          TargetKind.TCP_BLOCKING,
          TargetKind.TCP_NON_BLOCKING,
          TargetKind.UNIX_BLOCKING,
          TargetKind.UNIX_NON_BLOCKING);

  private record Claim(Subject strategy, FeedKind source, TargetKind target) {}

  private final List<Claim> claims = new ArrayList<>();

  PumpClaims(List<Subject> strategies) throws IOException {
    for (Subject strategy : strategies) {
      for (FeedKind source : FeedKind.socketChannels()) {
        for (TargetKind target : TARGETS) {
          Claim claim = new Claim(strategy, source, target);
          if (isMade(claim)) {
            claims.add(claim);
          }
        }
      }
    }
  }

  private static boolean isMade(Claim claim) throws IOException {
    try (Feed feed = claim.source.open();
        Line line = claim.target.open()) {
      return claim.strategy.watch().sendfile().explain(line.to(feed.from())).chosen().isPresent();
    }
  }

  /** Of all claims, on both kinds of threads, each with a witness of its own. */
  List<PumpCase> cases() {
    List<PumpCase> cases = new ArrayList<>();
    for (Claim it : claims) {
      for (ThreadKind thread : ThreadKind.available()) {
        cases.add(new PumpCase(it.strategy.watch(), it.source, it.target, thread));
      }
    }
    return cases;
  }
}
