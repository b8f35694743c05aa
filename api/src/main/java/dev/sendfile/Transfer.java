package dev.sendfile;

import java.io.IOException;
import java.time.Duration;
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
    RUNNING,
    ADVANCING,
    ENDED
  }

  /** {@code null} once it has ended: who keeps the handle keeps nothing of strategies and ends. */
  private volatile @Nullable Driver driver;

  private volatile long accepted;
  private final AtomicReference<State> state = new AtomicReference<>(State.NEW);
  private volatile @Nullable TransferResult result;

  Transfer(Driver driver) {
    this.driver = driver;
  }

  /**
   * Runs the transfer to its end, on the calling thread. Once only.
   *
   * @return what it did
   * @throws TransferException if it did not end as asked; it says how many bytes the target
   *     accepted
   * @throws IllegalStateException if it was run, advanced or closed before
   */
  public TransferResult run() throws TransferException {
    Driver own = driver;
    if (own == null || !state.compareAndSet(State.NEW, State.RUNNING)) {
      throw used();
    }
    try {
      TransferResult done = Run.toTheEnd(own);
      result = done;
      return done;
    } finally {
      state.set(State.ENDED);
      forget(own);
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
   *     run or closed, or has failed before
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
    if (!first && state.get() != State.ADVANCING) {
      throw used();
    }
    boolean goesOn = false;
    try {
      if (first) {
        own.begin();
      }
      Advance answer = EventLoop.advance(own);
      if (answer == Advance.DONE) {
        result = own.complete();
      } else {
        goesOn = true;
      }
      return answer;
    } catch (IOException | RuntimeException e) {
      throw own.fail(e);
    } finally {
      if (!goesOn) {
        close();
      }
    }
  }

  private static void requireNonBlocking(Driver own) {
    String blocking =
        own.target().blocking()
            ? own.target().describe()
            : own.source().blocking() ? own.source().describe() : null;
    if (blocking != null) {
      throw new IllegalStateException(
          blocking
              + " may block, so an event loop cannot advance this transfer; configureBlocking(false)"
              + " before it is opened, or run() it");
    }
  }

  private static IllegalStateException used() {
    return new IllegalStateException(
        "this transfer was run, failed or was closed before; open a new one");
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
   * socket; a stream of which the engine knows nothing is left alone, and so is the channel of a
   * {@link FileSource}, which others share. May be called from any thread, any number of times,
   * also before {@link #run} and after its end.
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
   * target has accepted by then stays accepted. After the end it does nothing. Not while another
   * thread advances it, and to stop one that another thread runs, {@link #cancel} it.
   */
  @Override
  public void close() {
    Driver own = driver;
    if (own != null
        && (state.compareAndSet(State.NEW, State.ENDED)
            || state.compareAndSet(State.ADVANCING, State.ENDED))) {
      own.close();
      forget(own);
    }
  }

  private void forget(Driver ended) {
    accepted = ended.acceptedSoFar();
    driver = null;
  }
}
