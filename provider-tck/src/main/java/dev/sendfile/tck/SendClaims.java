package dev.sendfile.tck;

import dev.sendfile.Explanation;
import dev.sendfile.Explanation.Standing;
import dev.sendfile.spi.Capability;
import dev.sendfile.tck.fixture.Line;
import dev.sendfile.tck.fixture.SourceKind;
import dev.sendfile.tck.fixture.TargetKind;
import dev.sendfile.tck.fixture.ThreadKind;
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

  /** Of all claims, on both kinds of threads, each with a witness of its own. */
  List<SendCase> cases() {
    List<SendCase> cases = new ArrayList<>();
    for (Claim it : claims) {
      for (ThreadKind thread : ThreadKind.available()) {
        cases.add(
            new SendCase(
                it.strategy.watch(), it.source, it.target, thread, it.capabilities, files));
      }
    }
    return cases;
  }
}
