package dev.sendfile.internal.end;

import java.net.Socket;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import javax.net.ssl.SSLSocket;

/**
 * Whose doing the end of a socket's stream is. A TLS socket that its owner closes shuts down its
 * output, then its input, and says that it is closed last: who reads it finds the end of the stream
 * in between, as if the peer had sent all.
 */
final class SocketEnd {

  /**
   * For how long an owner who has shut down both directions is given the time to close the socket:
   * no peer brings that about who says goodbye in TLS 1.3.
   */
  private static final long BOTH_SHUT_NANOS = TimeUnit.SECONDS.toNanos(1);

  /**
   * For how long one whose output alone is shut down. The answer to the goodbye of a peer who
   * closes both directions does that too, so it is no longer than the next calls of an owner take
   * who is about to shut down the input.
   */
  private static final long OUTPUT_SHUT_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

  private static final long PAUSE_NANOS = TimeUnit.MICROSECONDS.toNanos(100);

  private final ForeignCalls calls;
  private final Socket socket;

  /**
   * Looks at a socket whose stream has just ended.
   *
   * @param calls keeps what the socket throws when it is asked
   * @param socket the socket
   */
  SocketEnd(ForeignCalls calls, Socket socket) {
    this.calls = calls;
    this.socket = socket;
  }

  /**
   * Tells whether the owner has closed the socket. Waits for that to show only where something
   * speaks for it; where the peer alone has ended the stream, a TLS socket has its output open, or
   * has shut it down by itself.
   */
  boolean isOfOwner() {
    if (isClosed() || !isOutputShutdown() || throwsWhenClosed()) {
      return isClosed();
    }
    long began = System.nanoTime();
    boolean interrupted = false;
    while (!isClosed() && !interrupted && System.nanoTime() - began < patience()) {
      LockSupport.parkNanos(this, PAUSE_NANOS);
      interrupted = Thread.currentThread().isInterrupted(); // who is, is not held up by a pause
    }
    return isClosed();
  }

  private long patience() {
    return calls.ask(socket::isInputShutdown, false) ? BOTH_SHUT_NANOS : OUTPUT_SHUT_NANOS;
  }

  private boolean isClosed() {
    return calls.ask(socket::isClosed, true);
  }

  private boolean isOutputShutdown() {
    return calls.ask(socket::isOutputShutdown, false);
  }

  /**
   * Whether a read fails once the owner has closed the socket. Up to TLS 1.2, closing cuts off the
   * input at once; and there the output is shut down at every end, to answer the peer.
   */
  private boolean throwsWhenClosed() {
    return calls.ask(
        () -> socket instanceof SSLSocket tls && !tls.getSession().getProtocol().equals("TLSv1.3"),
        false);
  }
}
