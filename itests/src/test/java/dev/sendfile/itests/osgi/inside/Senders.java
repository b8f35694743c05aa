package dev.sendfile.itests.osgi.inside;

import dev.sendfile.FileSource;
import dev.sendfile.PreparedTarget;
import dev.sendfile.Sendfile;
import dev.sendfile.TransferRequest;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.function.Function;

/**
 * Sends parts of a file over sockets, again and again, each sender on a thread and a socket of its
 * own and in its own way. With a file and sockets it starts; without, it stops and answers what
 * went wrong.
 */
public final class Senders implements Function<Object[], List<String>> {

  /** What one sender sends each time. */
  public static final int[] LENGTHS = {256 << 10, 1 << 20, 100_000, 16 << 10};

  private final List<Thread> threads = new ArrayList<>();
  private final Queue<String> failures = new ConcurrentLinkedQueue<>();
  private AtomicLongArray sent;
  private volatile boolean stopped;

  @Override
  public List<String> apply(Object[] arguments) {
    try {
      if (arguments.length == 0) {
        stopped = true;
        for (Thread thread : threads) {
          thread.join(60_000);
        }
        threads.stream().filter(Thread::isAlive).forEach(it -> failures.add(it + " hangs"));
        return List.copyOf(failures);
      }
      if (arguments.length == 1) { // how often has a sender sent
        return List.of(Long.toString(sent.get((Integer) arguments[0])));
      }
      Path file = (Path) arguments[0];
      sent = new AtomicLongArray(arguments.length - 1);
      for (int i = 1; i < arguments.length; i++) {
        start(i - 1, file, (SocketChannel) arguments[i]);
      }
      return List.of();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private void start(int number, Path file, SocketChannel socket) {
    Thread thread = new Thread(() -> send(number, file, socket), "sender-" + number);
    thread.setDaemon(true);
    threads.add(thread);
    thread.start();
  }

  private void send(int number, Path path, SocketChannel socket) {
    Sendfile sendfile = Sendfile.getDefault();
    long length = LENGTHS[number % LENGTHS.length];
    try (FileChannel open = FileChannel.open(path);
        FileSource prepared = FileSource.builder(path).mapped().open();
        PreparedTarget connection = PreparedTarget.of(socket)) {
      while (!stopped) {
        switch (number % LENGTHS.length) {
          case 0 -> sendfile.transfer(TransferRequest.from(path).to(socket).range(0, length));
          case 1 -> sendfile.transfer(TransferRequest.from(prepared).to(socket).range(0, length));
          case 2 -> sendfile.transfer(open, socket, 0, length);
          default -> sendfile.transfer(prepared, connection, 0, length);
        }
        sent.incrementAndGet(number);
      }
    } catch (IOException | RuntimeException | LinkageError e) {
      failures.add("sender " + number + " after " + sent.get(number) + ": " + e);
    }
  }
}
