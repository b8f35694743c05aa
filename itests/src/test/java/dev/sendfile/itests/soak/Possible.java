package dev.sendfile.itests.soak;

import dev.sendfile.itests.soak.Choices.MemoryKind;
import dev.sendfile.itests.soak.Choices.Mode;
import dev.sendfile.itests.soak.Choices.Pace;
import dev.sendfile.tck.fixture.FeedKind;
import dev.sendfile.tck.fixture.FileSourceKind;
import dev.sendfile.tck.fixture.TargetKind;
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
      case CANCEL, INTERRUPT -> true;
      case PEER_HANGS_UP -> lined && it.total() > 0;
      case PEER_RESETS -> fed && FeedKind.overTcp().contains(it.feed) && it.length > 0;
      case PEER_ENDS_EARLY -> fed && it.length > 0;
      case PEER_DAWDLES -> fed || lined;
      case TARGET_CLOSED -> lined || (it.written != null && !it.written.isNamed());
      case SOURCE_CLOSED ->
          fed || (it.file != FileSourceKind.PATH && it.file != FileSourceKind.FILE);
      case SOURCE_TRUNCATED, SOURCE_GROWN -> !fed && it.length > 0;
      case WRITE_TIMEOUT -> lined && it.line != TargetKind.STREAM && it.total() > 0;
      case READ_TIMEOUT -> fed && it.feed != FeedKind.STREAM && it.length > 0;
      case TARGET_THROWS, TARGET_CLOSES_ITSELF ->
          it.memory != null && it.memory != MemoryKind.STREAM && it.total() > 0;
    };
  }

  /** A peer may stall only where the library promises that the transfer ends all the same. */
  Pace pace(Fault fault, Pace wanted) {
    return switch (fault) {
      case WRITE_TIMEOUT, READ_TIMEOUT -> Pace.STALLS;
      case PEER_DAWDLES -> Pace.DAWDLES;
      case CANCEL, TARGET_CLOSED -> isStream() && wanted == Pace.STALLS ? Pace.DAWDLES : wanted;
      default -> wanted == Pace.STALLS ? Pace.DAWDLES : wanted;
    };
  }

  /** Whether an end is a stream, which nobody but its owner can end. */
  boolean isStream() {
    return it.feed == FeedKind.STREAM
        || it.line == TargetKind.STREAM
        || it.memory == MemoryKind.STREAM;
  }

  Mode mode(Fault fault, Mode wanted) {
    if (wanted == Mode.EVENT_LOOP && !loops()) {
      return Mode.HANDLE;
    }
    return fault == Fault.CANCEL && wanted != Mode.EVENT_LOOP ? Mode.HANDLE : wanted;
  }

  /** Whether neither end blocks, and both can be selected or never make one wait. */
  private boolean loops() {
    boolean source = it.feed == null || isSelectable(it.feed);
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
