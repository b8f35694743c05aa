package dev.sendfile.mmap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sendfile.Explanation;
import dev.sendfile.Sendfile;
import dev.sendfile.TransferException;
import dev.sendfile.TransferRequest;
import dev.sendfile.TransferSource;
import dev.sendfile.spi.Capability;
import dev.sendfile.spi.Offer;
import dev.sendfile.spi.Options;
import dev.sendfile.spi.Plan;
import dev.sendfile.spi.Source;
import dev.sendfile.spi.Target;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.reflect.Proxy;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.Pipe;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which routes {@code mmap} takes, what it says of them, and that real sockets get the bytes. */
class MappedWriteTest {

  private static final int SIZE = (32 << 20) + 4097;

  private final MappedWrite strategy = new MappedWrite();
  private final Sendfile sendfile = Sendfile.builder().strategies(strategy).build();

  @TempDir Path folder;

  private TestFile file;
  private ServerSocketChannel server;
  private SocketChannel socket;
  private SocketChannel peer;

  @BeforeEach
  void open() throws IOException {
    file = new TestFile(folder, SIZE);
    server =
        ServerSocketChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    socket = SocketChannel.open(server.getLocalAddress());
    peer = server.accept();
  }

  @AfterEach
  void close() throws IOException {
    peer.close();
    socket.close();
    server.close();
    file.close();
  }

  private TransferSource from() {
    return TransferRequest.from(file.path);
  }

  private Explanation.Verdict verdict(TransferRequest request) throws IOException {
    return sendfile.explain(request).verdicts().get(0);
  }

  /** What arrives until the target is closed. */
  private CompletableFuture<byte[]> received() {
    return CompletableFuture.supplyAsync(
        () -> {
          ByteBuffer all = ByteBuffer.allocate(SIZE + 100_000);
          try {
            while (peer.read(all) >= 0) {}
          } catch (IOException e) {
            throw new AssertionError(e);
          }
          byte[] bytes = new byte[all.position()];
          all.flip().get(bytes);
          return bytes;
        });
  }

  @Test
  void saysWhatItCanDo() throws IOException {
    Explanation.Verdict verdict = verdict(from().to(socket));

    assertThat(verdict.standing()).isEqualTo(Explanation.Standing.CHOSEN);
    assertThat(verdict.technique()).isEqualTo("mmapped");
    assertThat(verdict.capabilities())
        .containsExactlyInAnyOrder(
            Capability.MAPPED, Capability.GATHERS_HEADER, Capability.DETECTS_TRUNCATION);
    assertThat(strategy.availability().isAvailable()).isTrue();
  }

  @Test
  void callsItselfEfficientToSocketsFrom1MiBOn() throws IOException {
    assertThat(verdict(from().to(socket)).reason()).endsWith("efficient at this length");
    assertThat(verdict(from().to(socket.socket())).reason()).endsWith("efficient at this length");
    assertThat(verdict(from().to(socket).range(0, (1 << 20) - 1)).reason())
        .contains("but efficient only from 1048576");
  }

  @Test
  void servesAnythingElseWithoutCallingItselfEfficient() throws IOException {
    Pipe pipe = Pipe.open();
    try (Pipe.SourceChannel reader = pipe.source();
        Pipe.SinkChannel writer = pipe.sink();
        Socket plain =
            new Socket(socket.socket().getInetAddress(), server.socket().getLocalPort())) {
      assertThat(reader.isOpen()).isTrue();
      for (TransferRequest each :
          new TransferRequest[] {
            from().to(writer),
            from().to(plain),
            from().to(OutputStream.nullOutputStream()),
            from().to(Channels.newChannel(OutputStream.nullOutputStream()))
          }) {
        assertThat(verdict(each).standing()).isEqualTo(Explanation.Standing.CHOSEN);
        assertThat(verdict(each).reason())
            .contains("but not efficient on this route at any length");
      }
    }
  }

  @Test
  void declinesSourcesThatAreNoFilesOrDoNotTellTheirSize() throws IOException {
    TransferRequest stream =
        TransferRequest.from(new ByteArrayInputStream(new byte[10])).to(socket);
    assertThat(verdict(stream).standing()).isEqualTo(Explanation.Standing.DECLINED);
    assertThat(verdict(stream).reason()).contains("pass the Path");

    Path endless = Path.of("/proc/self/status");
    Assumptions.assumeTrue(Files.exists(endless));
    assertThat(verdict(TransferRequest.from(endless).to(socket)).reason())
        .contains("give the range to send");
  }

  /** What it offers to a socket, from a source that keeps what a caller says. */
  private Offer.Accepted offer(TestKeep keep, long length) {
    Target target =
        (Target)
            Proxy.newProxyInstance(
                Target.class.getClassLoader(),
                new Class<?>[] {Target.class},
                (proxy, method, arguments) -> {
                  if (method.getName().equals("as")) {
                    return ((Class<?>) arguments[0]).isInstance(socket) ? socket : null;
                  }
                  throw new UnsupportedOperationException(method.getName());
                });
    Source source = new FileSource(file.channel, keep);
    return (Offer.Accepted)
        strategy.assess(new Plan(source, target, 0, length, 0, 0, true, Options.DEFAULTS));
  }

  @Test
  void callsItselfEfficientUpTo32KiBWhereAMappingIsKept() {
    assertThat(offer(TestKeep.ofMappings(), 1).efficientAt(1)).isTrue();
    assertThat(offer(TestKeep.ofMappings(), 32 << 10).efficientAt(32 << 10)).isTrue();
    assertThat(offer(TestKeep.ofMappings(), (32 << 10) + 1).efficientAt((32 << 10) + 1)).isFalse();
    assertThat(offer(TestKeep.ofMappings(), 1 << 20).efficientAt(1 << 20)).isTrue();
    assertThat(offer(TestKeep.ofNoMapping(), 1).efficientAt(1)).isFalse();
    assertThat(offer(null, 1).efficientAt(1)).isFalse();
  }

  @Test
  void sendsAcrossWindowsAndUnmapsThem() throws Exception {
    CompletableFuture<byte[]> received = received();
    byte[] header = {1, 2, 3};

    sendfile.transfer(from().to(socket).header(ByteBuffer.wrap(header)));

    assertThat(Mappings.of(file.path)).isZero();
    socket.close();
    byte[] bytes = received.get(1, TimeUnit.MINUTES);
    assertThat(bytes).hasSize(3 + SIZE).startsWith(header).endsWith(file.content);
  }

  @Test
  void sendsToAStream() throws Exception {
    ByteArrayOutputStream target = new ByteArrayOutputStream();

    sendfile.transfer(from().to(target).range(5, SIZE - 5));

    assertThat(target.size()).isEqualTo(SIZE - 5);
    assertThat(target.toByteArray()).endsWith(java.util.Arrays.copyOfRange(file.content, 5, SIZE));
    assertThat(Mappings.of(file.path)).isZero();
  }

  @Test
  void aFailedTransferLeavesNothingMapped() throws IOException {
    socket.shutdownOutput();

    assertThatThrownBy(() -> sendfile.transfer(from().to(socket)))
        .isInstanceOf(TransferException.class);
    assertThat(Mappings.of(file.path)).isZero();
  }

  @Test
  void aFileThatCannotBeMappedIsLeftToOthers() throws IOException {
    Path unmappable = Path.of("/sys/devices/system/cpu/online");
    Assumptions.assumeTrue(Files.exists(unmappable));

    assertThatThrownBy(() -> sendfile.transfer(TransferRequest.from(unmappable).to(socket)))
        .isInstanceOf(TransferException.class)
        .hasMessageContaining("does not map this file")
        .hasMessageContaining("another strategy");
  }
}
