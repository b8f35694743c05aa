package dev.sendfile.itests.network;

import dev.sendfile.tck.fixture.Task;
import dev.sendfile.tck.fixture.ThreadKind;
import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * A relay between two connections, one to the library and one to its peer. It carries both
 * directions; the one in which the content flows has a fault.
 */
final class FaultProxy implements AutoCloseable {

  private final SocketChannel near;
  private final SocketChannel beyond;
  private final boolean towardsNear;
  private final Fault fault;
  private final CountDownLatch struck = new CountDownLatch(1);
  private final CountDownLatch mended = new CountDownLatch(1);
  private volatile long passed;

  private FaultProxy(SocketChannel near, SocketChannel beyond, boolean towardsNear, Fault fault) {
    this.near = near;
    this.beyond = beyond;
    this.towardsNear = towardsNear;
    this.fault = fault;
    start(this::carryContent);
    start(this::carryAnswers);
  }

  /** For content that the library sends to its peer. */
  static FaultProxy behind(SocketChannel library, SocketChannel peer, Fault fault) {
    return new FaultProxy(library, peer, false, fault);
  }

  /** For content that the library gets from its peer. */
  static FaultProxy before(SocketChannel library, SocketChannel peer, Fault fault) {
    return new FaultProxy(library, peer, true, fault);
  }

  private interface Carrier {
    void run() throws IOException, InterruptedException;
  }

  /** What breaks on one side breaks on the other. */
  private Task<Void> start(Carrier carrier) {
    return ThreadKind.PLATFORM.start(
        () -> {
          try {
            carrier.run();
          } catch (IOException e) {
            reset(near);
            reset(beyond);
          }
          return null;
        });
  }

  private void carryContent() throws IOException, InterruptedException {
    SocketChannel from = towardsNear ? beyond : near;
    SocketChannel to = towardsNear ? near : beyond;
    ByteBuffer chunk = ByteBuffer.allocate(fault.chunk());
    boolean whole = true;
    while (true) {
      if (whole && passed == fault.after()) {
        whole = false;
        if (!strike()) {
          return;
        }
      }
      long before = whole ? fault.after() - passed : Long.MAX_VALUE;
      chunk.clear().limit((int) Math.min(chunk.capacity(), before));
      int n = from.read(chunk);
      if (n < 0) {
        to.shutdownOutput();
        return;
      }
      mended.await(fault.delay(n).toNanos(), TimeUnit.NANOSECONDS);
      write(chunk.flip(), to);
      passed += n;
    }
  }

  /** Returns whether more content is carried. */
  private boolean strike() throws IOException, InterruptedException {
    struck.countDown();
    if (fault instanceof Fault.Reset) {
      reset(near);
      beyond.close(); // what has passed arrives
      return false;
    }
    if (fault instanceof Fault.HalfClose) {
      near.shutdownOutput();
      return !towardsNear;
    }
    mended.await();
    return true;
  }

  private void carryAnswers() throws IOException {
    SocketChannel from = towardsNear ? near : beyond;
    SocketChannel to = towardsNear ? beyond : near;
    ByteBuffer chunk = ByteBuffer.allocate(4 << 10);
    while (from.read(chunk.clear()) >= 0) {
      write(chunk.flip(), to);
    }
    to.shutdownOutput();
  }

  private static void write(ByteBuffer bytes, SocketChannel to) throws IOException {
    while (bytes.hasRemaining()) {
      to.write(bytes);
    }
  }

  private static void reset(SocketChannel channel) throws IOException {
    if (channel.isOpen()) {
      channel.setOption(StandardSocketOptions.SO_LINGER, 0);
      channel.close();
    }
  }

  /** How many bytes of the content it has passed on. */
  long passed() {
    return passed;
  }

  /** Waits until the fault has struck. */
  void awaitStrike() throws InterruptedException {
    if (!struck.await(60, TimeUnit.SECONDS)) {
      throw new AssertionError(passed + " bytes passed in " + Duration.ofSeconds(60));
    }
  }

  /** Ends a silence or a slowness: content flows again. */
  void mend() {
    mended.countDown();
  }

  @Override
  public void close() throws IOException {
    near.close();
    beyond.close();
    mend();
  }
}
