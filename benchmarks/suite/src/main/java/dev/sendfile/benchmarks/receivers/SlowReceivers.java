package dev.sendfile.benchmarks.receivers;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.zip.CRC32C;

/**
 * The receivers, in a process and one thread of their own. Each takes what its rate allows and
 * leaves the rest in a small buffer of the kernel; at the end of the connection it proves what it
 * got.
 */
final class SlowReceivers {

  /** So small that a receiver that pauses stops its sender soon. */
  private static final int KERNEL_BUFFER = 16 << 10;

  /** In so many slices a second each receiver takes its share. */
  private static final int TURNS_PER_SECOND = 4;

  /** Receivers whose turn it is share a pause of the thread, which would cost more than they do. */
  private static final int TOGETHER = 50;

  private final long bytes;
  private final long checksum;
  private final ByteBuffer slice;
  private final List<Receiver> waiting = new ArrayList<>();
  private int complete;

  private SlowReceivers(long bytes, long checksum, int rate) {
    this.bytes = bytes;
    this.checksum = checksum;
    slice = ByteBuffer.allocateDirect(Math.max(1, rate / TURNS_PER_SECOND));
  }

  private static final class Receiver {
    final SocketChannel channel;
    final CRC32C checksum = new CRC32C();
    long bytes;

    Receiver(SocketChannel channel) {
      this.channel = channel;
    }
  }

  /**
   * Connects all, then receives, and prints how many have got every byte.
   *
   * @param args port, number of receivers, bytes for each, their CRC-32C, and bytes a second for
   *     each
   */
  public static void main(String[] args) throws IOException {
    System.out.println(
        receive(
            Integer.parseInt(args[0]),
            Integer.parseInt(args[1]),
            Long.parseLong(args[2]),
            Long.parseLong(args[3]),
            Integer.parseInt(args[4])));
  }

  /** Returns how many have got every byte. */
  static int receive(int port, int count, long bytes, long checksum, int rate) throws IOException {
    SlowReceivers receivers = new SlowReceivers(bytes, checksum, rate);
    receivers.connect(port, count);
    receivers.receive();
    return receivers.complete;
  }

  private void connect(int port, int count) throws IOException {
    InetSocketAddress server = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    for (int i = 0; i < count; i++) {
      SocketChannel channel = SocketChannel.open();
      channel.setOption(StandardSocketOptions.SO_RCVBUF, KERNEL_BUFFER);
      channel.connect(server);
      channel.configureBlocking(false);
      waiting.add(new Receiver(channel));
    }
  }

  private void receive() throws IOException {
    long turn = TimeUnit.SECONDS.toNanos(1) / TURNS_PER_SECOND;
    for (long began = System.nanoTime(); !waiting.isEmpty(); began += turn) {
      takeTurns(began, turn);
      pauseUntil(began + turn);
    }
  }

  /** Spreads the receivers over the time of a turn. */
  private void takeTurns(long began, long turn) throws IOException {
    int count = waiting.size();
    List<Receiver> ended = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      if (i % TOGETHER == 0) {
        pauseUntil(began + turn * i / count);
      }
      if (!take(waiting.get(i))) {
        ended.add(waiting.get(i));
      }
    }
    waiting.removeAll(new HashSet<>(ended));
  }

  private static void pauseUntil(long nanoTime) {
    for (long left; (left = nanoTime - System.nanoTime()) > 0; ) {
      LockSupport.parkNanos(left);
    }
  }

  /** Returns whether there may be more. */
  private boolean take(Receiver receiver) throws IOException {
    int n = receiver.channel.read(slice.clear());
    if (n < 0) {
      receiver.channel.close();
      if (receiver.bytes == bytes && receiver.checksum.getValue() == checksum) {
        complete++;
      }
      return false;
    }
    receiver.bytes += n;
    receiver.checksum.update(slice.flip());
    return true;
  }
}
