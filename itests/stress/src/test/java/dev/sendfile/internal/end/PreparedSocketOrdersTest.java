package dev.sendfile.internal.end;

import static dev.sendfile.stress.Together.check;
import static dev.sendfile.stress.Together.inManyOrders;

import dev.sendfile.spi.Keep;
import dev.sendfile.stress.Together;
import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A prepared socket whose strategies go, or whose owner closes it, while transfers use it. */
class PreparedSocketOrdersTest {

  private SocketChannel channel;

  @BeforeEach
  void open() throws Exception {
    channel = SocketChannel.open();
  }

  @AfterEach
  void close() throws Exception {
    channel.close();
  }

  private static final class Thing implements AutoCloseable {
    private final AtomicInteger open;

    Thing(AtomicInteger open) {
      this.open = open;
      open.incrementAndGet();
    }

    @Override
    public void close() {
      open.decrementAndGet();
    }
  }

  /** As the engine does it: ends first, then what strategies there are. */
  private static void transfer(PreparedSocket socket, AtomicBoolean gone, AtomicInteger open)
      throws IOException {
    EngineTarget target = socket.acquire();
    Keep keep = target.keep();
    if (keep != null && !gone.get()) {
      check(keep.get(Thing.class, () -> new Thing(open)) != null, "a user got nothing");
      check(open.get() > 0, "closed while it is used");
    }
    target.release();
  }

  @Test
  void nothingOfAStrategyThatWentIsLeft() {
    inManyOrders(
        () -> {
          PreparedSocket socket = new PreparedSocket(channel);
          AtomicBoolean gone = new AtomicBoolean();
          AtomicInteger open = new AtomicInteger();

          Together.run(
              socket,
              () -> transfer(socket, gone, open),
              () -> {
                gone.set(true);
                socket.letGo(Thing.class.getClassLoader());
              });

          check(open.get() == 0, "a thing is open whose class has gone");
          socket.forget();
        });
  }

  @Test
  void nothingIsLeftOfASocketThatItsOwnerForgets() {
    inManyOrders(
        () -> {
          PreparedSocket socket = new PreparedSocket(channel);
          AtomicBoolean gone = new AtomicBoolean();
          AtomicInteger open = new AtomicInteger();

          Together.run(
              socket,
              () -> transfer(socket, gone, open),
              socket::forget,
              () -> socket.letGo(Thing.class.getClassLoader()));

          check(open.get() == 0, "a thing is open that nobody will close");
        });
  }
}
