package dev.sendfile.internal.end;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.concurrent.Phaser;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A socket that its owner closes while it is looked at is told as one that was closed. */
@Timeout(120)
class ClosedWhileOpenedTest {

  /** So many that the moment between two questions is met. */
  private static final int ATTEMPTS = 2000;

  private ServerSocketChannel listening;

  @BeforeEach
  void open() throws IOException {
    listening = ServerSocketChannel.open();
    listening.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), ATTEMPTS);
  }

  @AfterEach
  void close() throws IOException {
    listening.close();
  }

  private Socket socket() throws IOException {
    return new Socket(InetAddress.getLoopbackAddress(), listening.socket().getLocalPort());
  }

  private static EngineTarget target(Object given) throws IOException {
    return Ends.target(given, Opening.DEFAULT, Ends.source(new ByteArrayInputStream(new byte[0])));
  }

  @Test
  void betweenItsOpeningAndItsCheck() throws IOException {
    try (Socket to = socket();
        Socket from = socket()) {
      EngineTarget target = target(to);
      EngineSource source = Ends.source(from);
      to.close();
      from.close();

      assertThatThrownBy(target::check).isInstanceOf(ClosedChannelException.class);
      assertThatThrownBy(source::check).isInstanceOf(ClosedChannelException.class);
    }
  }

  private interface Look {
    void at(AutoCloseable end) throws IOException;
  }

  private void assertThatItIsTold(boolean channel, Look look) throws Exception {
    Phaser both = new Phaser(2);
    AutoCloseable[] end = new AutoCloseable[1];
    Thread owner =
        new Thread(
            () -> {
              for (int i = 0; i < ATTEMPTS; i++) {
                both.arriveAndAwaitAdvance();
                for (int spin = 0; spin < i % 100; spin++) {
                  Thread.onSpinWait();
                }
                try {
                  end[0].close();
                } catch (Exception e) {
                  throw new IllegalStateException(e);
                }
                both.arriveAndAwaitAdvance();
              }
            });
    owner.setDaemon(true);
    owner.start();
    for (int i = 0; i < ATTEMPTS; i++) {
      end[0] = channel ? SocketChannel.open(listening.getLocalAddress()) : socket();
      listening.accept().close();
      both.arriveAndAwaitAdvance();
      try {
        look.at(end[0]);
      } catch (ClosedChannelException e) {
        // as it should be
      }
      both.arriveAndAwaitAdvance();
    }
    owner.join();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void asATarget(boolean channel) throws Exception {
    assertThatItIsTold(channel, end -> target(end).check());
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void asASource(boolean channel) throws Exception {
    assertThatItIsTold(channel, end -> Ends.source(end).check());
  }
}
