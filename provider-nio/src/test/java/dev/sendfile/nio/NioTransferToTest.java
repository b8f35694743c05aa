package dev.sendfile.nio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sendfile.Explanation;
import dev.sendfile.NoStrategyException;
import dev.sendfile.Sendfile;
import dev.sendfile.TransferRequest;
import dev.sendfile.spi.Capability;
import dev.sendfile.spi.End;
import dev.sendfile.spi.Keep;
import dev.sendfile.spi.Offer;
import dev.sendfile.spi.Options;
import dev.sendfile.spi.Plan;
import dev.sendfile.spi.Source;
import dev.sendfile.spi.Target;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.reflect.Proxy;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.Pipe;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which routes {@code nio} takes, and what it says of them. */
class NioTransferToTest {

  private static final boolean JAVA_17 = Runtime.version().feature() < 18;

  private final Sendfile sendfile = Sendfile.builder().strategies(new NioTransferTo()).build();

  @TempDir Path directory;

  private Path file;
  private ServerSocketChannel server;
  private SocketChannel socket;

  @BeforeEach
  void open() throws IOException {
    file = Files.write(directory.resolve("file"), new byte[100_000]);
    server =
        ServerSocketChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    socket = SocketChannel.open(server.getLocalAddress());
  }

  @AfterEach
  void close() throws IOException {
    socket.close();
    server.close();
  }

  private Explanation.Verdict verdict(TransferRequest request) throws IOException {
    return sendfile.explain(request).verdicts().get(0);
  }

  private TransferRequest to(WritableByteChannel target) {
    return TransferRequest.from(file).to(target);
  }

  @Test
  void takesFilesToSocketsWithoutCopying() throws IOException {
    Explanation.Verdict verdict = verdict(to(socket));

    assertThat(verdict.standing()).isEqualTo(Explanation.Standing.CHOSEN);
    assertThat(verdict.capabilities())
        .contains(Capability.ZERO_COPY, Capability.NON_BLOCKING, Capability.DETECTS_TRUNCATION);
  }

  @Test
  void asksToBeWatchedWhereItDoesNotNoticeThatItsTargetWasClosed() throws IOException {
    assertThat(verdict(to(socket)).capabilities().contains(Capability.IGNORES_TARGET_CLOSE))
        .isEqualTo(Runtime.version().feature() < 25);
  }

  @Test
  void takesTheSocketOfAChannel() throws IOException {
    Explanation.Verdict verdict = verdict(TransferRequest.from(file).to(socket.socket()));

    assertThat(verdict.standing()).isEqualTo(Explanation.Standing.CHOSEN);
  }

  @Test
  void declinesAChannelThatMerelyWrapsASocket() throws IOException {
    WritableByteChannel wrapper =
        new WritableByteChannel() {
          @Override
          public int write(ByteBuffer from) throws IOException {
            return socket.write(from);
          }

          @Override
          public boolean isOpen() {
            return socket.isOpen();
          }

          @Override
          public void close() throws IOException {
            socket.close();
          }
        };

    assertThat(verdict(to(wrapper)).standing()).isEqualTo(Explanation.Standing.DECLINED);
    assertThatThrownBy(() -> sendfile.withForce("nio").transfer(to(wrapper)))
        .isInstanceOf(NoStrategyException.class)
        .hasMessageContaining("forced to 'nio'")
        .hasMessageContaining("8 KiB")
        .hasMessageContaining("pass the SocketChannel itself");
  }

  @Test
  void declinesStreams() throws IOException {
    TransferRequest request = TransferRequest.from(file).to(OutputStream.nullOutputStream());

    assertThat(verdict(request).standing()).isEqualTo(Explanation.Standing.DECLINED);
  }

  @Test
  void takesAPipeOnlyWhereTheJdkSendsToIt() throws IOException {
    Pipe pipe = Pipe.open();
    try (Pipe.SourceChannel reader = pipe.source();
        Pipe.SinkChannel writer = pipe.sink()) {
      assertThat(reader.isOpen()).isTrue();
      assertThat(verdict(to(writer)).standing())
          .isEqualTo(JAVA_17 ? Explanation.Standing.CHOSEN : Explanation.Standing.DECLINED);
    }
  }

  @Test
  void declinesSourcesWithoutPositionsOrAKnownSize() throws IOException {
    TransferRequest stream =
        TransferRequest.from(Channels.newInputStream(Files.newByteChannel(file))).to(socket);
    assertThat(verdict(stream).standing()).isEqualTo(Explanation.Standing.DECLINED);

    Path endless = Path.of("/proc/self/status");
    org.junit.jupiter.api.Assumptions.assumeTrue(Files.exists(endless));
    assertThat(verdict(TransferRequest.from(endless).to(socket)).reason())
        .contains("size is not to be believed");
  }

  @Test
  void callsItselfEfficientAtSmallLengthsOnlyWhereItIs() throws IOException {
    String small = verdict(to(socket).range(0, 4096)).reason();
    String withHeader =
        verdict(to(socket).range(0, 4096).header(ByteBuffer.allocate(100))).reason();

    assertThat(small).contains("but efficient only from 8193");
    assertThat(withHeader).contains("but efficient only from 16385");
  }

  /** What it offers for a file that a prepared source keeps mapped, or not. */
  private Offer.Accepted offer(Keep keep, int header) throws IOException {
    try (FileChannel channel = FileChannel.open(file)) {
      Source source = end(Source.class, channel, keep);
      Target target = end(Target.class, socket, null);
      Plan plan = new Plan(source, target, 0, 100_000, 0, header, true, Options.DEFAULTS);
      return (Offer.Accepted) new NioTransferTo().assess(plan);
    }
  }

  private static <E extends End> E end(Class<E> type, Object channel, Keep keep) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) ->
                switch (method.getName()) {
                  case "as" -> ((Class<?>) arguments[0]).isInstance(channel) ? channel : null;
                  case "keep" -> keep;
                  default -> throw new UnsupportedOperationException(method.getName());
                }));
  }

  private static Keep keep(boolean mapping) {
    return new Keep() {
      @Override
      public boolean mapping() {
        return mapping;
      }

      @Override
      public <T extends AutoCloseable> T get(Class<T> type, Maker<T> maker) {
        throw new AssertionError("it keeps nothing");
      }
    };
  }

  @Test
  void leavesMoreToAMappingThatIsKept() throws IOException {
    for (int header : new int[] {0, 100}) {
      assertThat(offer(keep(true), header).efficientFrom()).isEqualTo(32_769);
    }
    assertThat(offer(keep(false), 0).efficientFrom()).isEqualTo(8193);
    assertThat(offer(null, 100).efficientFrom()).isEqualTo(16_385);
  }
}
