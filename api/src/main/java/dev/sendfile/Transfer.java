package dev.sendfile;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * One transfer, as a handle. Either one thread {@linkplain #run runs} it to its end and others may
 * cancel and ask it; or an event loop {@linkplain #advance advances} it whenever a selector says
 * that it can go on. Get one from {@link Sendfile#open}; where nobody needs a handle, {@link
 * Sendfile#transfer} is simpler.
 */
public final class Transfer implements AutoCloseable {

  private enum State {
    NEW,
    /** A thread runs it to its end. */
    RUNNING,
    /** A thread is inside {@link #advance}. */
    ADVANCING,
    /** Between two calls of {@link #advance}. */
    WAITING,
    ENDED
  }

  /** {@code null} once it has ended: who keeps the handle keeps nothing of strategies and ends. */
  private volatile @Nullable Driver driver;

  private volatile long accepted;
  private final AtomicReference<State> state = new AtomicReference<>(State.NEW);
  private volatile @Nullable TransferResult result;

  /** Whether {@link #close} found a thread at work, which has to end the transfer itself. */
  private volatile boolean closing;

  Transfer(Driver driver) {
    this.driver = driver;
  }

  /**
   * Runs the transfer to its end, on the calling thread. Once only.
   *
   * @return what it did
   * @throws TransferException if it did not end as asked; it says how many bytes the target
   *     accepted
   * @throws IllegalStateException if it was run, advanced or closed before, or is right now
   */
  public TransferResult run() throws TransferException {
    Driver own = driver;
    if (own == null || !state.compareAndSet(State.NEW, State.RUNNING)) {
      throw used();
    }
    try {
      return Run.toTheEnd(own, this);
    } finally {
      ended(null);
    }
  }

  /**
   * Moves what can be moved without waiting, for a thread that serves many transfers with a
   * selector. The first call prepares the target, the last one gives back all that the transfer
   * holds. By one thread at a time, which may change.
   *
   * <p>A timeout is looked at by each call: who sets one calls now and then for a transfer of which
   * no selector reports anything. Reading a file may wait for the disk.
   *
   * @return what to wait for before the next call; {@link Advance#DONE} at the end, then always
   * @throws TransferException if it did not end as asked; it says how many bytes the target
   *     accepted. The transfer is over then
   * @throws IllegalStateException if an end is in blocking mode or a stream; or if the transfer was
   *     run or closed, has failed before, or is being advanced right now, be it by the caller of
   *     the listener that calls this
   */
  public Advance advance() throws TransferException {
    if (result != null) {
      return Advance.DONE;
    }
    Driver own = driver;
    if (own == null) {
      throw used();
    }
    requireNonBlocking(own);
    boolean first = state.compareAndSet(State.NEW, State.ADVANCING);
    if (!first && !state.compareAndSet(State.WAITING, State.ADVANCING)) {
      throw used();
    }
    Throwable stopped = null;
    try {
      if (first) {
        own.begin();
      }
      Advance answer = EventLoop.advance(own);
      if (answer == Advance.DONE) {
        own.finish();
      } else if (goesOn()) {
        return answer;
      } else { // closed meanwhile, by a thread that may not have come to cancel it yet
        own.cancel();
        throw Objects.requireNonNull(Failures.stopped(own, null));
      }
    } catch (Throwable e) { // whatever it is: it ends in an account
      stopped = e;
    }
    try {
      Ending.of(own, stopped, this);
      return Advance.DONE;
    } finally {
      ended(null);
    }
  }

  /** Whether others may have this transfer; it is left to this thread if they wanted its end. */
  private boolean goesOn() {
    state.set(State.WAITING);
    return !closing || !state.compareAndSet(State.WAITING, State.ADVANCING);
  }

  private static void requireNonBlocking(Driver own) {
    String blocking =
        own.target().blocking()
            ? own.target().describe()
            : own.source().blocking() ? own.source().describe() : null;
    if (blocking != null && Doubt.of(own, null) == null) { // what has failed to tell ends it
      throw new IllegalStateException(
          blocking
              + " may block, so an event loop cannot advance this transfer;"
              + " configureBlocking(false) before it is opened, or run() it");
    }
  }

  private IllegalStateException used() {
    State now = state.get();
    return new IllegalStateException(
        now == State.RUNNING || now == State.ADVANCING
            ? "this transfer is under way, on this thread or another one; cancel() or close() it"
            : now == State.WAITING
                ? "this transfer was advanced before, so it cannot be run; advance() it to its end"
                : "this transfer was run, failed or was closed before; open a new one");
  }

  /**
   * Returns what the transfer did.
   *
   * @return the result; empty unless it has ended well
   */
  public Optional<TransferResult> result() {
    return Optional.ofNullable(result);
  }

  /**
   * Returns how long to wait after {@link Advance#LATER}.
   *
   * @return the time, zero if there is no need to wait
   */
  public Duration delay() {
    Driver own = driver;
    return own == null ? Duration.ZERO : Duration.ofNanos(own.supervised().pauseLeft());
  }

  /**
   * Asks the transfer to stop. Between two steps it stops without closing anything. A step that is
   * still blocked a tenth of a second later is ended by closing its end, if that is a channel or a
   * socket. Left open are a stream of which the engine knows nothing, and files that others may
   * share: those of a {@link FileSource}, and those behind a {@code FileChannel} of the caller's
   * unless it is {@link TransferSource#owned() owned}. May be called from any thread, any number of
   * times, also before {@link #run} and after its end.
   */
  public void cancel() {
    Driver own = driver;
    if (own != null) {
      own.cancel();
    }
  }

  /**
   * Returns how many bytes the target has accepted so far, header and trailer included. From any
   * thread; while the transfer runs, the answer may be a step behind.
   *
   * @return the number of bytes
   */
  public long bytesTransferred() {
    Driver own = driver;
    return own == null ? accepted : own.acceptedSoFar();
  }

  /**
   * Gives back what a transfer holds that was never run, or not advanced to its end: what the
   * target has accepted by then stays accepted. After the end it does nothing. Of a transfer that a
   * thread runs or advances at this moment it does what {@link #cancel} does: that thread gives all
   * back, and its call throws {@link TransferCancelledException} unless every byte was accepted by
   * then. May be called from any thread, any number of times, by a {@link TransferListener} too.
   */
  @Override
  public void close() {
    Driver own = driver;
    if (own == null) {
      return;
    }
    closing = true; // first: who is at work looks at it when it is done
    if (state.compareAndSet(State.NEW, State.ENDED)
        || state.compareAndSet(State.WAITING, State.ENDED)) {
      Throwable error = Closing.of(own);
      ended(null);
      if (error != null) {
        throw Throwing.<RuntimeException>as(error);
      }
    } else {
      own.cancel();
    }
  }

  /**
   * All was given back.
   *
   * @param done what the transfer did, if it ended as asked; what was told first holds
   */
  void ended(@Nullable TransferResult done) {
    Driver ended = driver;
    if (ended != null) {
      accepted = ended.acceptedSoFar();
      result = done;
      state.set(State.ENDED);
      driver = null;
    }
  }
}
