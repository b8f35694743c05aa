package dev.sendfile.itests;

import dev.sendfile.FileSource;
import dev.sendfile.Sendfile;
import dev.sendfile.itests.example.EventLoopServer;
import dev.sendfile.tck.fixture.Content;
import dev.sendfile.tck.fixture.Task;
import dev.sendfile.tck.fixture.ThreadKind;
import java.io.IOException;
import java.net.SocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.zip.CRC32C;

/** Clients that come all at once to a server of one thread; one thread reads for all of them. */
final class Crowd {

  private static final int SIZE = 200_000;
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final int count;
  private final Path file;
  private final long checksum;
  private int right;

  private Crowd(int count, Path file) {
    this.count = count;
    this.file = file;
    CRC32C whole = new CRC32C();
    whole.update(Content.bytes(SIZE));
    this.checksum = whole.getValue();
  }

  /**
   * What became of them.
   *
   * @param right how many got the right bytes
   * @param served how many the server sent all to
   * @param broken how many it failed to
   */
  record Outcome(int right, int served, int broken) {}

  static Crowd of(int count, Path folder) throws IOException {
    return new Crowd(count, Content.file(folder, SIZE));
  }

  Outcome comeAtOnce() throws Exception {
    try (FileSource source = FileSource.open(file);
        EventLoopServer server = new EventLoopServer(Sendfile.getDefault(), source)) {
      SocketAddress address = server.address();
      Task<Void> serving =
          ThreadKind.PLATFORM.start(
              () -> {
                server.run();
                return null;
              });
      ThreadKind.PLATFORM
          .start(
              () -> {
                readAll(address);
                return null;
              })
          .await(PATIENCE);
      server.close();
      serving.await(PATIENCE);
      return new Outcome(right, server.served(), server.broken());
    }
  }

  private void readAll(SocketAddress address) throws IOException {
    try (Selector selector = Selector.open()) {
      for (int i = 0; i < count; i++) {
        SocketChannel client = SocketChannel.open();
        client.setOption(StandardSocketOptions.SO_RCVBUF, 16 << 10);
        client.connect(address);
        client.configureBlocking(false);
        client.register(selector, SelectionKey.OP_READ, new CRC32C());
      }
      ByteBuffer buffer = ByteBuffer.allocateDirect(64 << 10);
      while (!selector.keys().isEmpty()) {
        selector.select(key -> read(key, buffer));
        selector.selectNow(); // closed channels leave the set of keys
      }
    }
  }

  private void read(SelectionKey key, ByteBuffer buffer) {
    try {
      int n = ((SocketChannel) key.channel()).read(buffer.clear());
      CRC32C sum = (CRC32C) key.attachment();
      if (n < 0) {
        right += sum.getValue() == checksum ? 1 : 0;
        key.channel().close();
      } else {
        sum.update(buffer.flip());
      }
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
