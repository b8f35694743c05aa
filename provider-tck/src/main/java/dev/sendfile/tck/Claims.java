package dev.sendfile.tck;

import dev.sendfile.spi.TransferStrategy;
import dev.sendfile.tck.fixture.Content;
import dev.sendfile.tck.fixture.Line;
import dev.sendfile.tck.fixture.SourceKind;
import dev.sendfile.tck.fixture.TargetKind;
import dev.sendfile.tck.fixture.ThreadKind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Which strategies say that they serve which routes; asked once, as it takes open ends to ask. */
final class Claims {

  /** Content bytes that any strategy would find worth its while: 100 kB. */
  private static final int PROBE = 100_000;

  private final StepSampler sampler = new StepSampler();
  private final List<Claim> claims;

  private record Claim(
      TransferStrategy strategy, SourceKind source, TargetKind target, ThreadKind thread) {}

  Claims(List<TransferStrategy> strategies) {
    try {
      claims = ask(strategies);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<Claim> ask(List<TransferStrategy> strategies) throws IOException {
    Path folder = Files.createTempDirectory("claims");
    Path file = Content.file(folder, PROBE);
    List<Claim> claims = new ArrayList<>();
    try {
      for (TransferStrategy strategy : strategies) {
        for (TargetKind target : TargetKind.values()) {
          for (SourceKind source : SourceKind.values()) {
            if (claims(strategy, source, target, file)) {
              ThreadKind.available()
                  .forEach(it -> claims.add(new Claim(strategy, source, target, it)));
            }
          }
        }
      }
    } finally {
      Files.delete(file);
      Files.delete(folder);
    }
    return claims;
  }

  private static boolean claims(
      TransferStrategy strategy, SourceKind source, TargetKind target, Path file)
      throws IOException {
    try (Line line = target.open();
        SourceKind.Opened opened = source.open(file)) {
      return new Witness(strategy).sendfile().explain(line.to(opened.from())).chosen().isPresent();
    }
  }

  /** Each claim as a case, with a witness of its own. */
  List<SendCase> sends() {
    return claims.stream()
        .map(
            it ->
                new SendCase(
                    new Witness(it.strategy(), sampler), it.source(), it.target(), it.thread()))
        .toList();
  }
}
