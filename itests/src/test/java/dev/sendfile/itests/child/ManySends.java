package dev.sendfile.itests.child;

import dev.sendfile.Sendfile;
import dev.sendfile.TransferRequest;
import dev.sendfile.TransferResult;
import dev.sendfile.itests.fixture.CpuTime;
import dev.sendfile.tck.fixture.Content;
import dev.sendfile.tck.fixture.Idle;
import dev.sendfile.tck.fixture.Resources;
import dev.sendfile.tck.fixture.Task;
import dev.sendfile.tck.fixture.ThreadKind;
import dev.sendfile.tck.fixture.Timing;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.zip.CRC32C;

/**
 * Many sends at once, each on a virtual thread, to receivers that take some bytes a second each;
 * one thread plays all receivers. Takes the strategy, the number of sends, the bytes of each, and
 * the bytes a second.
 */
public final class ManySends {

  private static final int TICKS = 5;
  private static final int BUFFER = 16 << 10;

  private final List<Taker> takers = new ArrayList<>();
  private final List<SocketChannel> senders = new ArrayList<>();
  private final int bytesPerTick;
  private long mostDirect;
  private int mostThreads;

  /** One receiver. */
  private static final class Taker {
    private final SocketChannel channel;
    private final CRC32C checksum = new CRC32C();
    private long count;

    Taker(SocketChannel channel) {
      this.channel = channel;
    }
  }

  private ManySends(int bytesPerSecond) {
    this.bytesPerTick = bytesPerSecond / TICKS;
  }

  public static void main(String[] args) throws Exception {
    int count = Integer.parseInt(args[1]);
    int size = Integer.parseInt(args[2]);
    Path file = Content.file(Files.createTempDirectory("many"), size);
    ManySends many = new ManySends(Integer.parseInt(args[3]));
    many.connect(count);
    long began = System.nanoTime();
    Sendfile sendfile =
        args[0].equals("any") ? Sendfile.getDefault() : Sendfile.getDefault().withForce(args[0]);
    List<Task<TransferResult>> tasks = new ArrayList<>();
    for (SocketChannel sender : many.senders) {
      TransferRequest request = TransferRequest.from(file).to(sender);
      tasks.add(ThreadKind.VIRTUAL.start(() -> sendfile.transfer(request)));
    }
    many.checkStall(count);
    many.receive(size);
    CRC32C expected = new CRC32C();
    expected.update(Content.bytes(size));
    for (int i = 0; i < count; i++) {
      if (tasks.get(i).await().bytes() != size
          || many.takers.get(i).checksum.getValue() != expected.getValue()) {
        throw new AssertionError("send " + i + " did not arrive as it was");
      }
    }
    System.out.printf(
        "%d sends of %d bytes in %d ms, at most %d platform threads and %d KiB of direct memory%n",
        count,
        size,
        (System.nanoTime() - began) / 1_000_000,
        many.mostThreads,
        many.mostDirect >> 10);
    if (many.mostThreads >= 100) {
      throw new AssertionError(many.mostThreads + " platform threads");
    }
    if (many.mostDirect > Resources.CACHE_BOUND + count * 4096L + (4 << 20)) {
      throw new AssertionError(many.mostDirect + " bytes of direct memory");
    }
    Files.delete(file);
    Files.delete(file.getParent());
    System.exit(0);
  }

  private void connect(int count) throws Exception {
    try (ServerSocketChannel server = ServerSocketChannel.open()) {
      server.setOption(StandardSocketOptions.SO_RCVBUF, BUFFER);
      server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      for (int i = 0; i < count; i++) {
        SocketChannel sender = SocketChannel.open();
        sender.setOption(StandardSocketOptions.SO_SNDBUF, BUFFER);
        sender.connect(server.getLocalAddress());
        senders.add(sender);
        SocketChannel taker = server.accept();
        taker.configureBlocking(false);
        takers.add(new Taker(taker));
      }
    }
  }

  /** Nobody reads: all transfers together must not need two hundredths of a core each. */
  private void checkStall(int count) {
    pause(1_500_000_000);
    Duration most = Duration.ofMillis(Math.min(20L * count, 200));
    Idle.await(CpuTime::ofProcess, Duration.ofSeconds(1), most, Timing.patience());
  }

  /** Reads from each what its rate allows, some times a second. */
  private void receive(int size) throws Exception {
    ByteBuffer buffer = ByteBuffer.allocateDirect(bytesPerTick);
    long next = System.nanoTime();
    for (int open = takers.size(); open > 0; ) {
      open = 0;
      for (Taker taker : takers) {
        if (taker.count < size) {
          buffer.clear();
          if (taker.channel.read(buffer) > 0) {
            taker.count += buffer.position();
            taker.checksum.update(buffer.flip());
          }
          open += taker.count < size ? 1 : 0;
        }
      }
      mostDirect = Math.max(mostDirect, Resources.directMemory());
      mostThreads = Math.max(mostThreads, ManagementFactory.getThreadMXBean().getThreadCount());
      next += 1_000_000_000 / TICKS;
      pause(next - System.nanoTime());
    }
  }

  private static void pause(long nanos) {
    long until = System.nanoTime() + nanos;
    for (long left = nanos; left > 0; left = until - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
  }
}
