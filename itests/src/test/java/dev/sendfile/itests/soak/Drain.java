package dev.sendfile.itests.soak;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;

/** Reads what arrives at a far end, and compares it as it comes. */
final class Drain {

  private static final int PIECE = 64 << 10;

  private final ReadableByteChannel far;
  private final Expected expected;
  private final Peer peer;
  private final FutureTask<Void> reading = new FutureTask<>(this::read, null);
  private byte[] oddities = new byte[0];
  private int count;
  private int firstOdd = -1;

  private Drain(ReadableByteChannel far, Expected expected, Peer peer) {
    this.far = far;
    this.expected = expected;
    this.peer = peer;
  }

  static Drain start(ReadableByteChannel far, Expected expected, Peer peer, Executor on) {
    Drain drain = new Drain(far, expected, peer);
    on.execute(drain.reading);
    return drain;
  }

  private void read() {
    ByteBuffer buffer = ByteBuffer.allocate(PIECE);
    try {
      boolean more = true;
      boolean acted = false;
      while (more) {
        if (count == peer.at() && !acted) {
          acted = true;
          peer.act();
        }
        buffer.clear().limit(acted ? PIECE : peer.upTo(count, PIECE));
        int n = far.read(buffer);
        more = n >= 0;
        if (n > 0) {
          take(buffer.array(), n);
        }
      }
    } catch (IOException e) {
      // a broken connection, or it was closed: what has come is what counts
    }
  }

  private void take(byte[] bytes, int n) {
    if (firstOdd < 0) {
      firstOdd = expected.mismatch(bytes, 0, n, count);
      if (firstOdd >= 0) {
        oddities = java.util.Arrays.copyOfRange(bytes, firstOdd - count, n);
      }
    }
    count += n;
  }

  boolean isDone() {
    return reading.isDone();
  }

  /** Waits for the end of what comes. */
  void await() throws Exception {
    reading.get(Trial.PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** How many bytes came. */
  int count() {
    return count;
  }

  /** The position of the first byte that is not what it should be; -1 for none. */
  int firstOdd() {
    return firstOdd;
  }

  /** What came from there on, as far as it came at once. */
  byte[] oddities() {
    return oddities;
  }
}
