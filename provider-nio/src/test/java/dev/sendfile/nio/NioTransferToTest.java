package dev.sendfile.nio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sendfile.Explanation;
import dev.sendfile.FileSource;
import dev.sendfile.NoStrategyException;
import dev.sendfile.PreparedTarget;
import dev.sendfile.Sendfile;
import dev.sendfile.TransferRequest;
import dev.sendfile.spi.Capability;
import java.io.IOException;
import java.io.OutputStream;
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
import java.nio.file.StandardOpenOption;
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

  private static boolean needsOpen(Explanation.Verdict verdict) {
    return verdict.capabilities().contains(Capability.NEEDS_OPEN_TARGET);
  }

  @Test
  void needsATargetThatNobodyClosesWhereTheJdkDoesNotHoldIt() throws IOException {
    boolean before22 = Runtime.version().feature() < 22;
    try (PreparedTarget prepared = PreparedTarget.of(socket);
        FileChannel target =
            FileChannel.open(
                directory.resolve("copy"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      assertThat(needsOpen(verdict(to(socket)))).isEqualTo(before22);
      assertThat(needsOpen(verdict(to(target)))).isEqualTo(before22);
      assertThat(needsOpen(verdict(TransferRequest.from(file).to(prepared)))).isFalse();
      assertThat(needsOpen(verdict(TransferRequest.from(file).to(directory.resolve("other")))))
          .isFalse();
    }
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
    try (PreparedTarget target = PreparedTarget.of(socket)) {
      TransferRequest small = TransferRequest.from(file).to(target).range(0, 4096);

      assertThat(verdict(small).reason()).contains("but efficient only from 16385");
      assertThat(verdict(small.header(ByteBuffer.allocate(100))).reason())
          .contains("but efficient only from 65537");
    }
  }

  @Test
  void sharesAFileWithOthersOnANonBlockingTarget() throws IOException {
    socket.configureBlocking(false);
    try (PreparedTarget target = PreparedTarget.of(socket);
        FileSource shared = FileSource.builder(file).mapped().open()) {
      assertThat(verdict(TransferRequest.from(shared).to(target)).reason())
          .contains("efficient at this length");
    }
  }

  /** To end a blocked transfer it would have to close what others are reading. */
  @Test
  void declinesASharedFileForABlockingTargetWhereItIsDeaf() throws IOException {
    try (FileSource shared = FileSource.open(file)) {
      Explanation.Verdict verdict = verdict(TransferRequest.from(shared).to(socket));

      assertThat(verdict.standing())
          .isEqualTo(
              Runtime.version().feature() < 25
                  ? Explanation.Standing.DECLINED
                  : Explanation.Standing.CHOSEN);
    }
  }

  @Test
  void copiesToFilesOfTheEngineAndAtThePositionOfACallers() throws IOException {
    Path target = directory.resolve("target");
    assertThat(verdict(TransferRequest.from(file).to(target)).standing())
        .isEqualTo(Explanation.Standing.CHOSEN);
    assertThat(target).doesNotExist();
    try (FileChannel open =
        FileChannel.open(target, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      assertThat(verdict(to(open)).standing()).isEqualTo(Explanation.Standing.CHOSEN);
      assertThat(verdict(to(open).targetOffset(1)).reason())
          .contains("pass the path of the target");
    }
  }
}
