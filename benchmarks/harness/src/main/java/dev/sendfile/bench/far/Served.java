package dev.sendfile.bench.far;

import java.io.EOFException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/** A connection of orders, and the one of bytes that they are about, in a thread of their own. */
final class Served {

  /** Once the sender has ended, what it has sent is in this machine, and comes at once. */
  private static final long LAST_CALL_MILLIS = 500;

  /** A byte too much is there already when the last that was wanted is read. */
  private static final long SURPLUS_MILLIS = 2;

  private final SocketChannel orders;
  private final Arrivals arrivals;
  private final ByteBuffer buffer;
  private @Nullable Poured poured;

  /**
   * Serves one pair.
   *
   * @param buffer 1 MiB, for this one alone as long as {@link #run} lasts
   */
  Served(SocketChannel orders, Arrivals arrivals, ByteBuffer buffer) {
    this.orders = orders;
    this.arrivals = arrivals;
    this.buffer = buffer;
  }

  void run() throws IOException {
    try (orders) {
      orders.setOption(StandardSocketOptions.TCP_NODELAY, true);
      Order attach = Order.read(orders);
      if (attach == null) {
        return;
      }
      try (SocketChannel bytes = take((int) attach.value())) {
        Wire.write(orders, bytes == null ? -1 : 0, 0);
        if (bytes != null) {
          serve(bytes);
        }
      }
    }
  }

  private @Nullable SocketChannel take(int port) throws IOException {
    try {
      return arrivals.take(port);
    } catch (InterruptedException e) {
      throw new InterruptedIOException();
    }
  }

  /** A sender that is killed or gives up resets its connection: that is no failure of this side. */
  private void serve(SocketChannel bytes) {
    try {
      for (Order order = Order.read(orders); order != null; order = Order.read(orders)) {
        switch (order.verb()) {
          case DRAIN -> drain(bytes, order.value());
          case DRAIN_AWAKE -> drainAwake(bytes, order.value());
          case POUR -> poured().to(bytes, order.value());
          case PROVE -> prove(bytes, order.value());
          default -> throw new IOException(order + " makes no sense here");
        }
      }
    } catch (IOException e) {
      // both connections are closed now, which tells the other side
    }
  }

  private void drain(SocketChannel bytes, long count) throws IOException {
    for (long left = count; left > 0; ) {
      buffer.clear().limit((int) Math.min(buffer.capacity(), left));
      int n = bytes.read(buffer);
      if (n < 0) {
        throw new EOFException();
      }
      left -= n;
    }
    Wire.write(orders, 0, 0);
  }

  /**
   * Looks again and again while nothing comes. Whether a receiver sleeps is chance, and to wake it
   * takes the sender up to four times what it takes to send: so it would be chance that is
   * measured.
   */
  private void drainAwake(SocketChannel bytes, long count) throws IOException {
    bytes.configureBlocking(false);
    for (long left = count; left > 0; ) {
      buffer.clear().limit((int) Math.min(buffer.capacity(), left));
      int n = bytes.read(buffer);
      if (n < 0) {
        throw new EOFException();
      }
      if (n == 0) {
        Thread.onSpinWait();
      }
      left -= n;
    }
    bytes.configureBlocking(true);
    Wire.write(orders, 0, 0);
  }

  /** Nobody can know beforehand how many bytes come of a contender that is wrong. */
  private void prove(SocketChannel bytes, long expected) throws IOException {
    CRC32C crc = new CRC32C();
    long count = 0;
    orders.configureBlocking(false);
    bytes.configureBlocking(false);
    try (Selector selector = Selector.open()) {
      SelectionKey end = orders.register(selector, SelectionKey.OP_READ);
      bytes.register(selector, SelectionKey.OP_READ);
      boolean ended = false;
      while (true) {
        long patience = count >= expected ? SURPLUS_MILLIS : LAST_CALL_MILLIS;
        selector.selectedKeys().clear();
        if (selector.select(ended ? patience : 0) == 0 && ended) {
          break;
        }
        int n = bytes.read(buffer.clear());
        if (n < 0) {
          throw new EOFException();
        }
        count += n;
        crc.update(buffer.flip());
        if (!ended && end.isReadable()) {
          ended = true; // what it says is read below
          end.interestOps(0);
        }
      }
    }
    orders.configureBlocking(true);
    bytes.configureBlocking(true);
    Order end = Order.read(orders);
    if (end != null) {
      Wire.write(orders, count, crc.getValue());
    }
  }

  private Poured poured() {
    if (poured == null) {
      poured = Poured.in(buffer);
    }
    return poured;
  }
}
