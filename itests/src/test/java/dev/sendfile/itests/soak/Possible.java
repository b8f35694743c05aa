package dev.sendfile.itests.soak;

import dev.sendfile.itests.soak.Choices.MemoryKind;
import dev.sendfile.itests.soak.Choices.Mode;
import dev.sendfile.itests.soak.Choices.Pace;
import dev.sendfile.tck.fixture.FeedKind;
import dev.sendfile.tck.fixture.FileSourceKind;
import dev.sendfile.tck.fixture.TargetKind;
import dev.sendfile.tck.fixture.foreign.ForeignEnd;
import java.util.Arrays;
import java.util.List;

/** What makes sense between two ends, and what the library promises to end. */
record Possible(Choices it) {

  List<Fault> faults() {
    return Arrays.stream(Fault.values()).filter(this::canHappen).toList();
  }

  private boolean canHappen(Fault fault) {
    boolean fed = it.feed != null;
    boolean lined = it.line != null;
    return switch (fault) {
      case NONE -> false;
      case CANCEL -> true;
      // which closes the channel for all others: no library can help that
      case INTERRUPT -> !it.sharedSource && !it.sharedTarget;
      case PEER_HANGS_UP -> it.receives() && it.total() > 0;
      case PEER_RESETS -> fed && !it.tls && FeedKind.overTcp().contains(it.feed) && it.length > 0;
      case PEER_ENDS_EARLY -> fed && it.length > 0;
      case PEER_DAWDLES -> it.sends() || it.receives();
      // an SSLSocket that its owner closes waits for who writes
      case TARGET_CLOSED -> lined ? !it.tls : isCallersFile();
      case SOURCE_CLOSED -> fed || (it.file != null && !it.sharedSource && !isNamed(it.file));
      case SOURCE_TRUNCATED, SOURCE_GROWN -> it.file != null && !it.sharedSource && it.length > 0;
      case WRITE_TIMEOUT -> lined && it.line != TargetKind.STREAM && it.total() > 0;
      case READ_TIMEOUT -> fed && it.feed != FeedKind.STREAM && it.length > 0;
      case TARGET_THROWS, TARGET_CLOSES_ITSELF ->
          it.memory != null && it.memory != MemoryKind.STREAM && it.total() > 0;
      case FOREIGN_SOURCE_THROWS -> it.source == SpecialKind.FOREIGN && it.length > 0;
      case FOREIGN_TARGET_THROWS -> it.target == SpecialKind.FOREIGN && it.total() > 0;
    };
  }

  /** Whether the target is a file whose owner closes it whenever he likes. */
  private boolean isCallersFile() {
    return it.written != null && !it.written.isNamed() && !it.sharedTarget;
  }

  private static boolean isNamed(FileSourceKind file) {
    return file == FileSourceKind.PATH || file == FileSourceKind.FILE;
  }

  /** A peer may stall only where the library promises that the transfer ends all the same. */
  Pace pace(Fault fault, Pace wanted) {
    return switch (fault) {
      case WRITE_TIMEOUT, READ_TIMEOUT -> Pace.STALLS;
      case PEER_DAWDLES -> Pace.DAWDLES;
      case CANCEL, TARGET_CLOSED ->
          (isStream() || it.isFifo()) && wanted == Pace.STALLS ? Pace.DAWDLES : wanted;
      default -> wanted == Pace.STALLS ? Pace.DAWDLES : wanted;
    };
  }

  /** Whether an end is a stream, which nobody but its owner can end. */
  boolean isStream() {
    return it.feed == FeedKind.STREAM
        || it.line == TargetKind.STREAM
        || it.memory == MemoryKind.STREAM
        || (it.source == SpecialKind.FOREIGN && it.foreignSource == ForeignEnd.STREAM)
        || (it.target == SpecialKind.FOREIGN && it.foreignTarget == ForeignEnd.STREAM);
  }

  Mode mode(Fault fault, Mode wanted) {
    if (wanted == Mode.EVENT_LOOP && !loops()) {
      return Mode.HANDLE;
    }
    return fault == Fault.CANCEL && wanted != Mode.EVENT_LOOP ? Mode.HANDLE : wanted;
  }

  /** Whether neither end blocks, and both can be selected or never make one wait. */
  private boolean loops() {
    boolean source = it.file != null || (it.feed != null && isSelectable(it.feed));
    boolean target = it.written != null || (it.line != null && isSelectable(it.line));
    return source && target;
  }

  private static boolean isSelectable(FeedKind feed) {
    return !feed.isBlocking();
  }

  private static boolean isSelectable(TargetKind line) {
    return !line.isBlocking() && line != TargetKind.CHANNEL_NON_BLOCKING;
  }
}
