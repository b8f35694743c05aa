package dev.sendfile.itests.bench;

import com.sun.management.ThreadMXBean;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.ProcessBuilder.Redirect;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;

/**
 * Times all variants at several sizes and prints one line of raw numbers per round and one of
 * ratios per size and variant.
 *
 * <p>Arguments: the number of rounds (21; nine times as many below 1 MiB), then sizes in bytes. Raw
 * lines begin with {@code raw}: size, variant, nanoseconds and allocated bytes per send of each
 * round. Ratio lines begin with {@code ratio}: how many times as fast as plain {@code transferTo}
 * in the same round, median and quartiles.
 */
final class AlternatingBench {

  private static final long[] SIZES = {
    1 << 10, 4 << 10, 16 << 10, 64 << 10, 1 << 20, 16 << 20, 256 << 20
  };
  private static final int ROUNDS = 21;

  /**
   * A round moves at most this much, and lasts some milliseconds: shorter than most disturbances.
   */
  private static final long BYTES_PER_ROUND = 16L << 20;

  private static final int MOST_SENDS_PER_ROUND = 400;

  /** Rounds of small sends are so short that more of them cost little. */
  private static final int MORE_ROUNDS = 9;

  private static final long SMALL = 1 << 20;
  private static final int WARM_UP_SENDS = 20_000;

  private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private AlternatingBench() {}

  /**
   * Runs the benchmark.
   *
   * @param args rounds, then sizes in bytes
   */
  public static void main(String[] args) throws IOException {
    int rounds = args.length > 0 ? Integer.parseInt(args[0]) : ROUNDS;
    long[] sizes =
        args.length > 1 ? Arrays.stream(args).skip(1).mapToLong(Long::parseLong).toArray() : SIZES;
    System.out.println(
        "# "
            + Runtime.version()
            + ", "
            + System.getProperty("os.name")
            + " "
            + System.getProperty("os.version")
            + ", "
            + Runtime.getRuntime().availableProcessors()
            + " processors");
    for (long size : sizes) {
      new AlternatingBench().measure(size, rounds);
    }
  }

  private void measure(long size, int rounds) throws IOException {
    Path path = Files.createTempFile("bench", ".bin");
    Process drain = startDrain();
    try (FileChannel file = randomFile(path, size);
        BufferedReader printed =
            new BufferedReader(
                new InputStreamReader(drain.getInputStream(), StandardCharsets.US_ASCII))) {
      InetSocketAddress address =
          new InetSocketAddress(
              InetAddress.getLoopbackAddress(), Integer.parseInt(printed.readLine()));
      try (SocketChannel channel = SocketChannel.open(address);
          Socket socket = new Socket(address.getAddress(), address.getPort())) {
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        socket.setTcpNoDelay(true);
        alternate(rounds, new Ends(path, file, size, channel, socket));
      }
    } finally {
      drain.destroy();
      Files.delete(path);
    }
  }

  private void alternate(int rounds, Ends ends) throws IOException {
    int sends = (int) Math.max(1, Math.min(MOST_SENDS_PER_ROUND, BYTES_PER_ROUND / ends.size()));
    int counted = ends.size() < SMALL ? rounds * MORE_ROUNDS : rounds;
    int warmUp = Math.min(WARM_UP_SENDS / sends, counted);
    Map<Variant, List<long[]>> results = new EnumMap<>(Variant.class);
    for (int round = -warmUp; round < counted; round++) {
      for (Variant variant : Variant.values()) {
        long[] result = round(variant, sends, ends);
        if (round >= 0) {
          results.computeIfAbsent(variant, it -> new ArrayList<>()).add(result);
        }
      }
    }
    results.forEach((variant, raw) -> print(ends.size(), variant, raw, results));
  }

  /** Nanoseconds and allocated bytes of one send, on average over a round. */
  private long[] round(Variant variant, int sends, Ends ends) throws IOException {
    long thread = Thread.currentThread().getId();
    announce(variant, ends, sends * ends.size());
    long allocated = threads.getThreadAllocatedBytes(thread);
    long began = System.nanoTime();
    for (int i = 0; i < sends; i++) {
      variant.send(ends);
    }
    long sent = threads.getThreadAllocatedBytes(thread) - allocated;
    awaitArrival(variant, ends);
    return new long[] {(System.nanoTime() - began) / sends, sent / sends};
  }

  private static void announce(Variant variant, Ends ends, long bytes) throws IOException {
    byte[] announced = ByteBuffer.allocate(Long.BYTES).putLong(bytes).array();
    if (variant.toSocket()) {
      ends.socket().getOutputStream().write(announced);
    } else {
      ends.channel().write(ByteBuffer.wrap(announced));
    }
  }

  private static void awaitArrival(Variant variant, Ends ends) throws IOException {
    if (variant.toSocket()) {
      ends.socket().getInputStream().read();
    } else {
      ends.channel().read(ByteBuffer.allocate(1));
    }
  }

  private static void print(
      long size, Variant variant, List<long[]> raw, Map<Variant, List<long[]>> all) {
    System.out.printf(
        Locale.ROOT,
        "raw %d %s ns %s bytes %s%n",
        size,
        variant,
        Arrays.toString(raw.stream().mapToLong(it -> it[0]).toArray()),
        Arrays.toString(raw.stream().mapToLong(it -> it[1]).toArray()));
    long[] bytes = raw.stream().mapToLong(it -> it[1]).sorted().toArray();
    System.out.printf(
        Locale.ROOT,
        "ratio %d %s %s of TRANSFER_TO, %s of FILES_COPY, %d bytes allocated%n",
        size,
        variant,
        ratio(all.get(Variant.TRANSFER_TO), raw),
        ratio(all.get(Variant.FILES_COPY), raw),
        bytes[bytes.length / 2]);
  }

  /** How many times as fast as a base, round by round: median and quartiles. */
  private static String ratio(List<long[]> base, List<long[]> raw) {
    double[] ratios = new double[raw.size()];
    for (int i = 0; i < ratios.length; i++) {
      ratios[i] = (double) base.get(i)[0] / raw.get(i)[0];
    }
    Arrays.sort(ratios);
    return String.format(
        Locale.ROOT,
        "%.2f (%.2f..%.2f)",
        ratios[ratios.length / 2],
        ratios[ratios.length / 4],
        ratios[ratios.length * 3 / 4]);
  }

  private static FileChannel randomFile(Path path, long size) throws IOException {
    Random random = new Random(size);
    byte[] block = new byte[(int) Math.min(size, 1 << 20)];
    try (FileChannel out = FileChannel.open(path, StandardOpenOption.WRITE)) {
      for (long left = size; left > 0; left -= block.length) {
        random.nextBytes(block);
        out.write(ByteBuffer.wrap(block));
      }
    }
    return FileChannel.open(path, StandardOpenOption.READ);
  }

  private static Process startDrain() throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            Drain.class.getName(),
            "2")
        .redirectError(Redirect.INHERIT)
        .start();
  }
}
