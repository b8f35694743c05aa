package dev.sendfile.benchmarks.engine;

import dev.sendfile.PreparedTarget;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** A TCP connection, drained by a thread that allocates nothing. */
@State(Scope.Thread)
public class Loopback {

  private static final int BUFFER = 1 << 20;

  SocketChannel channel;
  PreparedTarget prepared;
  private Thread drain;

  /** For JMH. */
  @SuppressWarnings("NullAway.Init")
  public Loopback() {}

  /**
   * Connects.
   *
   * @throws IOException if that fails
   */
  @Setup(Level.Trial)
  public void open() throws IOException {
    InetAddress here = InetAddress.getLoopbackAddress();
    try (ServerSocketChannel server =
        ServerSocketChannel.open().bind(new InetSocketAddress(here, 0))) {
      channel = SocketChannel.open(server.getLocalAddress());
      channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
      SocketChannel peer = server.accept();
      drain = new Thread(() -> drain(peer), "drain");
    }
    prepared = PreparedTarget.of(channel);
    drain.start();
  }

  /**
   * Ends the connection, and the thread with it.
   *
   * @throws IOException if that fails
   * @throws InterruptedException if it is not waited for
   */
  @TearDown(Level.Trial)
  public void close() throws IOException, InterruptedException {
    prepared.close();
    channel.close();
    drain.join();
  }

  private static void drain(SocketChannel peer) {
    try (peer) {
      ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER);
      while (peer.read(buffer.clear()) >= 0) {
        // until the other end is closed
      }
    } catch (IOException e) {
      // it was closed with bytes on their way
    }
  }
}
