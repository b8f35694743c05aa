package dev.sendfile.tck;

import dev.sendfile.tck.fixture.Feed;
import dev.sendfile.tck.fixture.FeedKind;
import dev.sendfile.tck.fixture.FileTargetKind;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Which strategy says that it would receive into a file on which route. */
final class ReceiveClaims {

  private record Claim(Subject strategy, FeedKind source, FileTargetKind target) {}

  private final ContentFiles files;
  private final List<Claim> claims = new ArrayList<>();

  ReceiveClaims(List<Subject> strategies, ContentFiles files) throws IOException {
    this.files = files;
    Path file = files.own(10);
    for (Subject strategy : strategies) {
      for (FeedKind source : FeedKind.values()) {
        for (FileTargetKind target : FileTargetKind.values()) {
          Claim claim = new Claim(strategy, source, target);
          if (isMade(claim, file)) {
            claims.add(claim);
          }
        }
      }
    }
  }

  private static boolean isMade(Claim claim, Path file) throws IOException {
    try (Feed feed = claim.source.open();
        FileTargetKind.Opened opened = claim.target.open(file)) {
      return claim
          .strategy
          .watch()
          .sendfile()
          .explain(opened.request(feed.from()))
          .chosen()
          .isPresent();
    }
  }

  /** Of all claims on both kinds of threads, each with a witness of its own. */
  List<ReceiveCase> all() {
    return cases(OnThread.each(claims));
  }

  /** Of all claims, each source and each target on both kinds of threads, in the same way. */
  List<ReceiveCase> paired() {
    return cases(OnThread.paired(claims, Claim::strategy, Claim::source, Claim::target));
  }

  private List<ReceiveCase> cases(List<OnThread<Claim>> chosen) {
    List<ReceiveCase> cases = new ArrayList<>();
    for (OnThread<Claim> on : chosen) {
      Claim it = on.claim();
      cases.add(new ReceiveCase(it.strategy.watch(), it.source, it.target, on.thread(), files));
    }
    return cases;
  }
}
