package dev.sendfile.tck;

import dev.sendfile.Explanation;
import dev.sendfile.Explanation.Standing;
import dev.sendfile.spi.Capability;
import dev.sendfile.tck.fixture.Line;
import dev.sendfile.tck.fixture.SourceKind;
import dev.sendfile.tck.fixture.TargetKind;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Which strategy says that it would send a file on which route. */
final class SendClaims {

  /** Content bytes that any strategy would find worth its while. */
  private static final int PROBE = 100_000;

  private record Claim(
      Subject strategy, SourceKind source, TargetKind target, Set<Capability> capabilities) {}

  private final ContentFiles files;
  private final List<Claim> claims = new ArrayList<>();

  SendClaims(List<Subject> strategies, ContentFiles files) throws IOException {
    this.files = files;
    for (Subject strategy : strategies) {
      for (TargetKind target : TargetKind.values()) {
        find(strategy, SourceKind.PATH, target);
        if (!find(strategy, SourceKind.FILE_CHANNEL, target)) { // it may be one that others share
          find(strategy, SourceKind.OWNED_FILE_CHANNEL, target);
        }
      }
    }
  }

  /** Asks a strategy whether it serves a route, and remembers it. */
  private boolean find(Subject strategy, SourceKind source, TargetKind target) throws IOException {
    Path file = files.shared(PROBE);
    try (Line line = target.open();
        SourceKind.Opened opened = source.open(file)) {
      Explanation explanation = strategy.watch().sendfile().explain(line.to(opened.from()));
      return explanation.verdicts().stream()
          .filter(it -> it.standing() == Standing.CHOSEN)
          .findFirst()
          .map(it -> claims.add(new Claim(strategy, source, target, it.capabilities())))
          .orElse(false);
    }
  }

  /** Of all claims on both kinds of threads, each with a witness of its own. */
  List<SendCase> all() {
    return cases(OnThread.each(claims));
  }

  /** Of all claims, each source and each target on both kinds of threads, in the same way. */
  List<SendCase> paired() {
    return cases(OnThread.paired(claims, Claim::strategy, Claim::source, Claim::target));
  }

  private List<SendCase> cases(List<OnThread<Claim>> chosen) {
    List<SendCase> cases = new ArrayList<>();
    for (OnThread<Claim> on : chosen) {
      Claim it = on.claim();
      cases.add(
          new SendCase(
              it.strategy.watch(), it.source, it.target, on.thread(), it.capabilities, files));
    }
    return cases;
  }
}
