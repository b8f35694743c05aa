package dev.sendfile.tck;

import dev.sendfile.spi.Batch;
import dev.sendfile.spi.Session;
import dev.sendfile.spi.Step;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ClosedChannelException;
import org.jspecify.annotations.Nullable;

/** What a session says that it did, beside what was seen. */
final class Account {

  private final Scene scene;
  private final Session session;
  private final WatchedSource source;
  private final WatchedTarget target;
  private final WatchedContext context;
  private int headerLeft;
  private long stray;

  Account(
      Scene scene,
      Session session,
      WatchedSource source,
      WatchedTarget target,
      WatchedContext context) {
    this.scene = scene;
    this.session = session;
    this.source = source;
    this.target = target;
    this.context = context;
  }

  /** Whether every byte that leaves the source is seen, and none can be read twice. */
  private boolean countsSource() {
    return !source.direct() && !source.unwatched().positional();
  }

  /** Bytes were handed over, and lie in a buffer from a position on. */
  void surrendered(ByteBuffer into, int from) {
    if (countsSource()) {
      if (!source.taken().beginsWith(into, from, into.position())) {
        scene.note(Promise.SURRENDERS_IN_ORDER, "they are not the next bytes of the source");
      }
      source.taken().drop(into.position() - from);
    }
  }

  void begin(Batch batch) {
    ByteBuffer header = batch.header();
    headerLeft = header.remaining();
    source.beginStep();
    target.beginStep(header.slice());
    stray = session.stray();
  }

  /**
   * Compares.
   *
   * @param batch what the step was given
   * @param answer what it answered, {@code null} if it threw
   * @param thrown what it threw, {@code null} if it answered
   * @param interrupted whether the thread was before
   */
  void end(Batch batch, @Nullable Step answer, @Nullable Throwable thrown, boolean interrupted) {
    checkBound(batch, answer);
    if (answer instanceof Step.Moved moved) {
      checkCount(moved.bytes());
    } else if (!(thrown instanceof ClosedByInterruptException)) {
      checkNothingMoved(answer == null ? String.valueOf(thrown) : answer.toString());
    }
    if (answer == null && !(thrown instanceof IOException)) {
      scene.note(
          Promise.NOTHING_UNCHECKED, thrown == null ? "it answered null" : "it threw " + thrown);
    }
    checkFailure(answer, thrown, interrupted);
    checkEnd(batch, answer);
    checkTaken();
    if (context.lent() > 0 && session.detained() == 0) {
      scene.note(Promise.LEASES_RETURNED, "it kept a buffer on loan, and detains nothing");
    }
  }

  private void checkBound(Batch batch, @Nullable Step answer) {
    long most = headerLeft + batch.max();
    if (target.accepted() > most) {
      scene.note(
          Promise.WITHIN_THE_BATCH,
          "the target accepted " + target.accepted() + " bytes of at most " + most);
    }
    if (answer instanceof Step.Moved moved && moved.bytes() > most) {
      scene.note(
          Promise.WITHIN_THE_BATCH, "it answered " + moved + " where " + most + " were asked for");
    }
  }

  /** Bytes that it does not count must be those that it calls stray. */
  private void checkCount(long said) {
    long uncounted = target.accepted() - said;
    long strayNow = session.stray() - stray;
    if (uncounted > strayNow || (uncounted < 0 && !target.direct())) {
      scene.note(
          Promise.EXACT_COUNT,
          "it answered Moved[" + said + "], and the target accepted " + target.accepted());
    }
    if (stray > 0) {
      scene.note(Promise.STRAY_BYTES_TOLD, "it moved " + said + " bytes behind stray ones");
    }
  }

  private void checkNothingMoved(String answer) {
    if (target.accepted() > session.stray() - stray) {
      scene.note(
          Promise.NOTHING_MOVED_UNTOLD,
          "it answered " + answer + " after the target had accepted " + target.accepted());
    }
  }

  /** What an end threw must come out, unless bytes had moved before or somebody else went on. */
  private void checkFailure(
      @Nullable Step answer, @Nullable Throwable thrown, boolean interrupted) {
    IOException failure = target.failure() == null ? source.failure() : target.failure();
    boolean moved = answer instanceof Step.Moved && target.accepted() > 0;
    if (failure != null && !failure.equals(thrown) && !moved && !context.wraps()) {
      scene.note(
          promiseOf(failure),
          "an end threw " + failure + ", and the step " + (thrown == null ? answer : thrown));
    }
    boolean due = interrupted || failure instanceof ClosedByInterruptException;
    if (due && !Thread.currentThread().isInterrupted()) {
      scene.note(Promise.INTERRUPT_ENDS_IT, "it cleared the flag of the thread");
    }
  }

  private static Promise promiseOf(IOException failure) {
    if (failure instanceof ClosedByInterruptException) {
      return Promise.INTERRUPT_ENDS_IT;
    }
    return failure instanceof ClosedChannelException
        ? Promise.CLOSE_ENDS_IT
        : Promise.FAULTS_SURFACE;
  }

  private void checkEnd(Batch batch, @Nullable Step answer) {
    long detained = session.detained();
    if (answer instanceof Step.EndOfSource) {
      if (detained > 0) {
        scene.note(Promise.TELLS_THE_END, "it called the end, and detains " + detained + " bytes");
      } else if (isEarly(batch)) {
        scene.note(Promise.TELLS_THE_END, "it called the end, and the source has more");
      }
    } else if (answer instanceof Step.WouldBlock && source.ended() && headerLeft + detained == 0) {
      scene.note(Promise.TELLS_THE_END, "a read told the end, and it answered " + answer);
    }
  }

  /** Whether the source has a byte where its end was called. */
  private boolean isEarly(Batch batch) {
    if (countsSource()) {
      return !source.everEnded();
    }
    if (!source.unwatched().positional() || session.stray() > 0 || mayNotRead()) {
      return false;
    }
    long last = batch.position() + (batch.allOrNothing() ? batch.max() - 1 : 0);
    try {
      return source.unwatched().size() > last
          && source.unwatched().read(ByteBuffer.allocate(1), last) > 0;
    } catch (IOException | RuntimeException e) {
      return false; // closed meanwhile, or never readable
    }
  }

  /** To read on an interrupted thread would close the channel. */
  private boolean mayNotRead() {
    return !source.isOpen() || Thread.currentThread().isInterrupted();
  }

  private void checkTaken() {
    if (countsSource()) {
      source.taken().drop(Math.max(0, target.accepted() - headerLeft));
      long due = source.taken().size();
      long detained = session.detained();
      if (detained != due && !target.direct()) {
        scene.note(
            Promise.KEEPS_WHAT_IT_TOOK,
            due + " bytes were taken and not delivered, and it detains " + detained);
      }
    }
    if (context.wraps() && session.detained() < context.detainedByWrapped()) {
      scene.note(
          Promise.CLOSES_WHAT_IT_WRAPS, "the session that it wraps detains more than it says");
    }
  }
}
