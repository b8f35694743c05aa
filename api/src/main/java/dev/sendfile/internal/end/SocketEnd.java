package dev.sendfile.internal.end;

import java.net.Socket;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import javax.net.ssl.SSLSocket;

/**
 * Whose doing the end of a socket's stream is, or a failure. A TLS socket that its owner closes
 * shuts down its output, then its input, and says that it is closed last: who reads it finds the
 * end of the stream in between, as if the peer had sent all, or whatever its own state makes of it.
 * For the thread that reads or writes.
 */
final class SocketEnd {

  /**
   * For how long an owner is given the time to close the socket, where it is he who has shut it
   * down as far as it is.
   */
  private static final long OF_OWNER_NANOS = TimeUnit.SECONDS.toNanos(1);

  /**
   * For how long where one direction was shut down during the read that found the end. The answer
   * to the goodbye of a peer who closes both directions shuts the output, and a peer who leaves
   * without a goodbye the input, so it is no longer than the next calls of an owner take. Of a
   * machine that is so busy that this thread comes late out of each pause, the owner's thread has
   * no more either: what it comes late counts for nothing, and {@link #OF_OWNER_NANOS} is the most
   * that it waits.
   */
  private static final long OF_ANYBODY_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

  private static final long PAUSE_NANOS = TimeUnit.MICROSECONDS.toNanos(100);

  /** What a pause counts at most: with the time that a thread takes to wake up. */
  private static final long MOST_COUNTED_NANOS = 2 * PAUSE_NANOS;

  private final ForeignCalls calls;
  private final Socket socket;

  /** Whether the owner had shut down the output before the last read, and not before the first. */
  private boolean shutDownMeanwhile;

  private final boolean shutDownBefore;

  /**
   * The same of the input, which a read that is not the first finds shut down by the owner only.
   */
  private boolean inputShutDownMeanwhile;

  private final boolean inputShutDownBefore;

  /**
   * Looks at a socket that is about to be read, or has failed to be written to.
   *
   * @param calls keeps what the socket throws when it is asked whether it is closed
   * @param socket the socket
   */
  SocketEnd(ForeignCalls calls, Socket socket) {
    this.calls = calls;
    this.socket = socket;
    this.shutDownBefore = isOutputShutdown();
    this.inputShutDownBefore = isInputShutdown();
  }

  /** Another read begins: whatever is shut down by now was not shut down by it. */
  void beforeRead() {
    shutDownMeanwhile = !shutDownBefore && isOutputShutdown();
    inputShutDownMeanwhile = !inputShutDownBefore && isInputShutdown();
  }

  /**
   * Tells whether the owner has closed the socket, or its input. Waits for that to show only where
   * something speaks for it; where the peer alone has ended the stream as it should, a TLS socket
   * is open both ways, or has shut down its output by itself.
   */
  boolean isOfOwner() {
    if (inputShutDownMeanwhile) {
      return true;
    }
    boolean openBothWays = !isOutputShutdown() && (inputShutDownBefore || !isInputShutdown());
    if (isClosed() || openBothWays || throwsWhenClosed()) {
      return isClosed();
    }
    return awaitClosed(patience());
  }

  /**
   * Tells whether it is the owner who made a read of a TLS socket fail. What the peer does wrong
   * closes such a socket too, but leaves both directions as they were. One that is being closed
   * fails the reader first, and shows a moment later what its owner has shut down.
   */
  boolean madeReadFail() {
    return socket instanceof SSLSocket
        && await(() -> isShutDownByOwner() || isClosed(), OF_ANYBODY_NANOS)
        && isShutDownByOwner();
  }

  /** Up to TLS 1.2, who shuts down the output closes the connection, as the peer must as well. */
  private boolean isShutDownByOwner() {
    return (!inputShutDownBefore && isInputShutdown())
        || (isOutputShutdown() && throwsWhenClosed());
  }

  /**
   * Tells whether it is the owner who keeps a TLS socket from giving a stream: one that is being
   * closed has nothing to be closed any more before it says that it is.
   */
  boolean refusesForOwner() {
    return awaitClosed(isInputShutdown() && isOutputShutdown() ? OF_OWNER_NANOS : OF_ANYBODY_NANOS);
  }

  /**
   * Tells whether it is the owner who made a write of a TLS socket fail: what the peer does wrong
   * leaves it open. One that is being closed may say so a moment later.
   */
  boolean madeWriteFail() {
    return socket instanceof SSLSocket
        && awaitClosed(isOutputShutdown() ? OF_OWNER_NANOS : OF_ANYBODY_NANOS);
  }

  /**
   * Tells whether the owner has shut down the output of a plain socket that could not be written
   * to. One that is being shut down fails the writer first, and says so a moment later.
   */
  boolean isOutputBeingShutDown() {
    return await(this::isOutputShutdown, OF_ANYBODY_NANOS);
  }

  private boolean awaitClosed(long atMost) {
    return await(this::isClosed, atMost);
  }

  private boolean await(BooleanSupplier answer, long atMost) {
    long began = System.nanoTime();
    long now = began;
    long counted = 0;
    boolean interrupted = false;
    while (!answer.getAsBoolean()
        && !interrupted
        && counted < atMost
        && now - began < OF_OWNER_NANOS) {
      LockSupport.parkNanos(this, PAUSE_NANOS);
      interrupted = Thread.currentThread().isInterrupted(); // who is, is not held up by a pause
      long before = now;
      now = System.nanoTime();
      counted += Math.min(now - before, MOST_COUNTED_NANOS);
    }
    return answer.getAsBoolean();
  }

  private long patience() {
    return shutDownMeanwhile || (isInputShutdown() && isOutputShutdown())
        ? OF_OWNER_NANOS
        : OF_ANYBODY_NANOS;
  }

  private boolean isClosed() {
    return calls.ask(socket::isClosed, true);
  }

  private boolean isOutputShutdown() {
    return answers(socket::isOutputShutdown);
  }

  private boolean isInputShutdown() {
    return answers(socket::isInputShutdown);
  }

  /**
   * Whether a read fails once the owner has closed the socket. Up to TLS 1.2, closing cuts off the
   * input at once; and there the output is shut down at every end, to answer the peer.
   */
  private boolean throwsWhenClosed() {
    return answers(
        () -> socket instanceof SSLSocket tls && !tls.getSession().getProtocol().equals("TLSv1.3"));
  }

  /** A class that does not know the answer is no worse for that: it has not shut down anything. */
  private static boolean answers(BooleanSupplier question) {
    try {
      return question.getAsBoolean();
    } catch (RuntimeException e) {
      return false;
    }
  }
}
