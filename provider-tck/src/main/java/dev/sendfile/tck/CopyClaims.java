package dev.sendfile.tck;

import dev.sendfile.Explanation.Standing;
import dev.sendfile.spi.Capability;
import dev.sendfile.tck.fixture.FileSourceKind;
import dev.sendfile.tck.fixture.FileTargetKind;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Which strategy says that it would copy a file. Those that share blocks are left out: whether they
 * can is a matter of file systems and of whole blocks, which no offer tells.
 */
final class CopyClaims {

  private record Claim(Subject strategy, FileSourceKind source, FileTargetKind target) {}

  private final ContentFiles files;
  private final List<Claim> claims = new ArrayList<>();

  CopyClaims(List<Subject> strategies, ContentFiles files) throws IOException {
    this.files = files;
    Path from = files.shared(ContentFiles.SIZE);
    Path to = files.own(10);
    for (Subject strategy : strategies) {
      for (FileSourceKind source : FileSourceKind.values()) {
        for (FileTargetKind target : FileTargetKind.values()) {
          Claim claim = new Claim(strategy, source, target);
          if (isMade(claim, from, to)) {
            claims.add(claim);
          }
        }
      }
    }
  }

  private static boolean isMade(Claim claim, Path from, Path to) throws IOException {
    try (FileSourceKind.Opened opened = claim.source.open(from);
        FileTargetKind.Opened written = claim.target.open(to)) {
      return claim
          .strategy
          .watch()
          .sendfile()
          .explain(written.request(opened.from()))
          .verdicts()
          .stream()
          .filter(it -> it.standing() == Standing.CHOSEN)
          .anyMatch(it -> !it.capabilities().contains(Capability.REFLINK));
    }
  }

  /** Of all claims, each with a witness of its own. */
  List<CopyCase> cases() {
    return claims.stream()
        .map(it -> new CopyCase(it.strategy.watch(), it.source, it.target, files))
        .toList();
  }
}
