package dev.sendfile.itests;

import dev.sendfile.Sendfile;
import dev.sendfile.StrategyInfo;
import dev.sendfile.TransferRequest;
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
import java.util.function.Predicate;

/**
 * One row of the contract: a strategy on a route that it claims.
 *
 * @param strategy the strategy that is forced
 * @param source how the file is handed over
 * @param target what it is sent to
 * @param thread what it is sent by
 */
record Case(String strategy, SourceKind source, TargetKind target, ThreadKind thread) {

  /** Content bytes that any strategy would find worth its while, in a file for {@link #claims}. */
  private static final int PROBE = 100_000;

  private static final List<Case> CLAIMED = claimed();

  /**
   * Every strategy on every route it claims, from a path and an open file, on both kinds of
   * threads. The file is the transfer's alone where the strategy takes none that others may share.
   */
  static List<Case> all() {
    return matching(it -> true);
  }

  /** As {@link #all} with one source for each: for what takes long. */
  static List<Case> withPaths() {
    return matching(it -> it.source == SourceKind.PATH);
  }

  /** As {@link #all} with an open file that others may share, for those that take one. */
  static List<Case> withChannels() {
    return matching(it -> it.source == SourceKind.FILE_CHANNEL);
  }

  /** As {@link #withPaths} on platform threads alone. */
  static List<Case> onPlatformThreads() {
    return matching(it -> it.source == SourceKind.PATH && it.thread == ThreadKind.PLATFORM);
  }

  /** Those of {@link #withPaths} whose target can be ended by the engine: no streams. */
  static List<Case> endable() {
    return matching(it -> it.source == SourceKind.PATH && it.target != TargetKind.STREAM);
  }

  /** Those of {@link #all} whose target can be ended by the engine: no streams. */
  static List<Case> endableFromBothSources() {
    return matching(it -> it.target != TargetKind.STREAM);
  }

  private static List<Case> matching(Predicate<Case> condition) {
    return CLAIMED.stream().filter(condition).toList();
  }

  private static List<Case> claimed() {
    List<Case> cases = new ArrayList<>();
    for (StrategyInfo strategy : Sendfile.getDefault().strategies()) {
      for (TargetKind target : TargetKind.values()) {
        for (SourceKind source : SourceKind.values()) {
          for (ThreadKind thread : ThreadKind.available()) {
            Case candidate = new Case(strategy.name(), source, target, thread);
            if (candidate.isClaimed()) {
              cases.add(candidate);
            }
          }
        }
      }
    }
    return cases;
  }

  private boolean isClaimed() {
    boolean shareable =
        source == SourceKind.OWNED_FILE_CHANNEL
            && claims(strategy, SourceKind.FILE_CHANNEL, target);
    return !shareable && claims(strategy, source, target);
  }

  /** Whether a strategy says that it would serve a route. */
  static boolean claims(String strategy, SourceKind source, TargetKind target) {
    try {
      Path file = Content.file(Files.createTempDirectory("claims"), PROBE);
      try (Line line = target.open();
          SourceKind.Opened opened = source.open(file)) {
        return Sendfile.getDefault()
            .withForce(strategy)
            .explain(line.to(opened.from()))
            .chosen()
            .isPresent();
      } finally {
        Files.delete(file);
        Files.delete(file.getParent());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** An instance that is forced to the strategy. */
  Sendfile sendfile() {
    return Sendfile.getDefault().withForce(strategy);
  }

  /**
   * How many bytes may have been accepted that nobody counts. A blocked write from a mapping goes
   * on when its file is cut short or closed: at worst the last of its pages, of 64 KiB on some
   * systems, is zeros, and nobody can tell.
   */
  int mostStray() {
    return strategy.equals("mmap") && target.isBlocking() ? 64 << 10 : 0;
  }

  TransferRequest request(SourceKind.Opened opened, Line line) {
    return line.to(opened.from());
  }

  @Override
  public String toString() {
    return strategy + ": " + source + " to " + target + ", " + thread;
  }
}
