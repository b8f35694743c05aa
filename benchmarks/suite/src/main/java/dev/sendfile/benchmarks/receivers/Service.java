package dev.sendfile.benchmarks.receivers;

import dev.sendfile.FileSource;
import dev.sendfile.Sendfile;
import dev.sendfile.benchmarks.receivers.Meter.Peak;
import java.io.BufferedReader;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/** Sends one prepared file to all who connect, each from a virtual thread of its own. */
final class Service {

  /** So small that a transfer waits for its receiver, not for its last byte alone. */
  private static final int KERNEL_BUFFER = 16 << 10;

  /** From one receiver to the next; one that starts a JVM takes longest. */
  private static final int MILLIS_TO_CONNECT = 30_000;

  private final int receivers;
  private final int bytes;
  private final int rate;
  private final Duration limit;
  private final CountDownLatch waiting;
  private final AtomicReference<@Nullable IOException> failure = new AtomicReference<>();

  /**
   * Says what is to be done.
   *
   * @param receivers how many connect
   * @param bytes the size of the file
   * @param rate bytes a second that each takes
   * @param limit how long all of it may take
   */
  Service(int receivers, int bytes, int rate, Duration limit) {
    this.receivers = receivers;
    this.bytes = bytes;
    this.rate = rate;
    this.limit = limit;
    waiting = new CountDownLatch(receivers);
  }

  /** Serves them all. */
  ServiceCost run() throws IOException, InterruptedException {
    byte[] content = new byte[bytes];
    new Random(bytes).nextBytes(content);
    CRC32C checksum = new CRC32C();
    checksum.update(content);
    Path path = Files.write(Files.createTempFile("sendfile-receivers", ".bin"), content);
    path.toFile().deleteOnExit(); // somebody may end this before its time
    InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    try (FileSource source = FileSource.open(path);
        ServerSocketChannel server = ServerSocketChannel.open().bind(any, receivers)) {
      Process far = start(server.socket().getLocalPort(), checksum.getValue());
      try {
        return serve(source, server, far);
      } finally {
        far.destroy();
      }
    } finally {
      Files.delete(path);
    }
  }

  private Process start(int port, long checksum) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            SlowReceivers.class.getName(),
            String.valueOf(port),
            String.valueOf(receivers),
            String.valueOf(bytes),
            String.valueOf(checksum),
            String.valueOf(rate))
        .redirectError(Redirect.INHERIT)
        .start();
  }

  private ServiceCost serve(FileSource source, ServerSocketChannel server, Process far)
      throws IOException, InterruptedException {
    server.socket().setSoTimeout(MILLIS_TO_CONNECT);
    List<SocketChannel> channels = new ArrayList<>(receivers);
    try (Meter meter = new Meter()) {
      for (int i = 0; i < receivers; i++) {
        SocketChannel channel = server.socket().accept().getChannel(); // by way of the time-out
        channels.add(channel);
        VirtualThreads.start(() -> send(source, channel));
      }
      boolean ended = waiting.await(limit.toMillis(), TimeUnit.MILLISECONDS);
      double seconds = meter.seconds();
      double cpuSeconds = meter.cpuSeconds();
      Peak peak = meter.peak();
      int threads = meter.peakThreads();
      if (!ended) {
        throw new IOException(
            waiting.getCount()
                + " of "
                + receivers
                + " transfers had not ended after "
                + limit.toSeconds()
                + " s");
      }
      IOException thrown = failure.get();
      if (thrown != null) {
        throw thrown;
      }
      return new ServiceCost(
          Runtime.version().toString(),
          receivers,
          complete(far),
          bytes,
          rate,
          seconds,
          cpuSeconds,
          cpuSeconds / seconds,
          Runtime.getRuntime().maxMemory(),
          peak.heap(),
          peak.direct(),
          peak.both(),
          threads);
    } finally {
      for (SocketChannel channel : channels) {
        channel.close();
      }
    }
  }

  private void send(FileSource source, SocketChannel channel) {
    try (channel) {
      channel.setOption(StandardSocketOptions.SO_SNDBUF, KERNEL_BUFFER);
      Sendfile.send(source, channel);
    } catch (IOException e) {
      failure.compareAndSet(null, e);
    } finally {
      waiting.countDown();
    }
  }

  private static int complete(Process far) throws IOException {
    try (BufferedReader printed = far.inputReader()) {
      String line = printed.readLine();
      if (line == null) {
        throw new IOException("the receivers ended without an account; what they said is above");
      }
      return Integer.parseInt(line);
    }
  }
}
