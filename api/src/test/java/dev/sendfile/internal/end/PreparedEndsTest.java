package dev.sendfile.internal.end;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sendfile.spi.End;
import dev.sendfile.spi.Keep;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of kept things when their strategy goes. */
class PreparedEndsTest {

  private static final ClassLoader OURS = Thing.class.getClassLoader();
  private static final ClassLoader OTHER = new ClassLoader(OURS) {};

  @TempDir Path folder;

  private PreparedFile file;
  private ServerSocketChannel server;
  private SocketChannel channel;
  private PreparedSocket socket;

  private static final class Thing implements AutoCloseable {
    private boolean closed;

    @Override
    public void close() {
      closed = true;
    }
  }

  @BeforeEach
  void prepare() throws IOException {
    file = new PreparedFile(Files.write(folder.resolve("file"), new byte[10]), 10, Long.MAX_VALUE);
    server = ServerSocketChannel.open();
    server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    channel = SocketChannel.open(server.getLocalAddress());
    socket = new PreparedSocket(channel);
  }

  @AfterEach
  void close() throws IOException {
    file.close();
    socket.forget();
    channel.close();
    server.close();
  }

  private static Thing keep(End end) {
    Keep keep = Objects.requireNonNull(end.keep());
    return Objects.requireNonNull(keep.get(Thing.class, Thing::new));
  }

  @Test
  void whatAFileKeepsForAStrategyThatGoesIsClosedByTheLastTransfer() throws IOException {
    EngineSource transfer = file.acquire();
    Thing thing = keep(transfer);
    file.letGo(OURS);
    assertThat(thing.closed).as("the transfer still uses it").isFalse();
    transfer.release();
    assertThat(thing.closed).isTrue();
  }

  @Test
  void whatASocketKeepsForAStrategyThatGoesIsClosedByTheLastTransfer() throws IOException {
    EngineTarget transfer = socket.acquire();
    Thing thing = keep(transfer);
    socket.letGo(OURS);
    assertThat(thing.closed).as("the transfer still uses it").isFalse();
    transfer.release();
    assertThat(thing.closed).isTrue();
  }

  @Test
  void whatATransferKeepsAfterItsStrategyHasGoneEndsWithIt() throws IOException {
    EngineSource source = file.acquire();
    EngineTarget target = socket.acquire();
    file.letGo(OURS);
    socket.letGo(OURS);
    Thing ofFile = keep(source);
    Thing ofSocket = keep(target);
    source.release();
    target.release();
    assertThat(ofFile.closed).isTrue();
    assertThat(ofSocket.closed).isTrue();
  }

  @Test
  void whatStrategiesKeepThatStayIsLeftAloneWhereNobodyUsesIt() throws IOException {
    EngineSource source = file.acquire();
    EngineTarget target = socket.acquire();
    Thing ofFile = keep(source);
    Thing ofSocket = keep(target);
    source.release();
    target.release();
    file.letGo(OTHER);
    socket.letGo(OTHER);
    source = file.acquire();
    target = socket.acquire();
    assertThat(keep(source)).isSameAs(ofFile);
    assertThat(keep(target)).isSameAs(ofSocket);
    source.release();
    target.release();
  }

  @Test
  void whoOnlyLooksAtASocketMeanwhileClosesNothing() throws IOException {
    EngineTarget transfer = socket.acquire();
    Thing thing = keep(transfer);
    socket.acquire().release(); // an explanation, or a request that is refused
    socket.letGo(OURS);
    socket.forget();
    assertThat(thing.closed).as("the transfer still uses it").isFalse();
    transfer.release();
    assertThat(thing.closed).isTrue();
  }

  @Test
  void aSocketThatKeepsNothingAnyMoreStillServes() throws IOException {
    socket.forget();
    EngineTarget transfer = socket.acquire();
    assertThat(transfer.keep()).isNull();
    assertThat(transfer.write(ByteBuffer.allocate(1), 0)).isEqualTo(1);
    transfer.release();
  }

  @Test
  void theOpenFileIsClosedByTheLastWhoUsesIt() throws IOException {
    EngineSource before = file.acquire();
    file.letGo(OURS);
    EngineSource after = file.acquire();
    before.release();
    assertThat(after.isOpen()).as("another transfer uses it").isTrue();
    after.release();
    assertThat(after.isOpen()).as("it is prepared").isTrue();
    file.close();
    assertThat(after.isOpen()).isFalse();
  }
}
