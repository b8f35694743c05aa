package dev.sendfile.itests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.sendfile.Explanation;
import dev.sendfile.NoStrategyException;
import dev.sendfile.Sendfile;
import dev.sendfile.TransferException;
import dev.sendfile.TransferListener;
import dev.sendfile.TransferRequest;
import dev.sendfile.TransferResult;
import dev.sendfile.spi.EndKind;
import dev.sendfile.tck.fixture.Content;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.SocketChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What does something to the bytes that go through it, like encrypting them, is never gone around.
 */
class FilteringIT {

  private static final int SIZE = 3 << 20; // for which each strategy pays
  private static final byte KEY = 0x5A;

  @TempDir Path folder;
  private Path file;
  private byte[] content;
  private ServerSocket server;
  private SocketChannel channel;
  private Socket peer;

  @BeforeEach
  void connect() throws IOException {
    file = Content.file(folder, SIZE);
    content = Files.readAllBytes(file);
    server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    channel = SocketChannel.open(server.getLocalSocketAddress());
    peer = server.accept();
  }

  @AfterEach
  void disconnect() throws IOException {
    peer.close();
    channel.close();
    server.close();
  }

  /** Every strategy on its own, and the choice of the library. */
  static Stream<Sendfile> sendfiles() {
    Sendfile usual = Sendfile.getDefault();
    return Stream.concat(
        Stream.of(usual),
        usual.strategies().stream()
            .filter(it -> it.availability().isAvailable())
            .map(it -> usual.withForce(it.name())));
  }

  private static byte[] filtered(byte[] bytes) {
    byte[] other = bytes.clone();
    for (int i = 0; i < other.length; i++) {
      other[i] ^= KEY;
    }
    return other;
  }

  /** Encrypts, if one may call it that. */
  private static final class Encrypting extends FilterOutputStream {
    Encrypting(OutputStream to) {
      super(to);
    }

    @Override
    public void write(int b) throws IOException {
      out.write(b ^ KEY);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      byte[] piece = new byte[length];
      System.arraycopy(bytes, offset, piece, 0, length);
      out.write(filtered(piece));
    }
  }

  private static final class Decrypting extends FilterInputStream {
    Decrypting(InputStream from) {
      super(from);
    }

    @Override
    public int read() throws IOException {
      int b = in.read();
      return b < 0 ? b : (b ^ KEY) & 0xFF;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      int n = in.read(bytes, offset, length);
      for (int i = 0; i < n; i++) {
        bytes[offset + i] ^= KEY;
      }
      return n;
    }
  }

  /** As an {@code SSLSocket} layered over another socket, whose channel it names. */
  private static class Layered extends Socket {
    private final Socket beneath;
    private int streams;

    Layered(Socket beneath) {
      this.beneath = beneath;
    }

    @Override
    public SocketChannel getChannel() {
      return beneath.getChannel();
    }

    @Override
    public boolean isConnected() {
      return beneath.isConnected();
    }

    @Override
    public boolean isClosed() {
      return beneath.isClosed();
    }

    @Override
    public InputStream getInputStream() throws IOException {
      streams++;
      return new Decrypting(beneath.getInputStream());
    }

    @Override
    public OutputStream getOutputStream() throws IOException {
      streams++;
      return new Encrypting(beneath.getOutputStream());
    }

    @Override
    public void close() throws IOException {
      beneath.close();
    }
  }

  private static final class EncryptingFile extends FileOutputStream {
    EncryptingFile(Path file) throws IOException {
      super(file.toFile());
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      byte[] piece = new byte[length];
      System.arraycopy(bytes, offset, piece, 0, length);
      super.write(filtered(piece));
    }

    @Override
    public void write(byte[] bytes) throws IOException {
      super.write(bytes, 0, bytes.length);
    }
  }

  private static final class DecryptingFile extends FileInputStream {
    DecryptingFile(Path file) throws IOException {
      super(file.toFile());
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      int n = super.read(bytes, offset, length);
      for (int i = 0; i < n; i++) {
        bytes[offset + i] ^= KEY;
      }
      return n;
    }
  }

  /** Returns whether it was served: a strategy that cannot refuses. */
  private static boolean serves(Sendfile sendfile, TransferRequest request)
      throws TransferException {
    try {
      sendfile.transfer(request);
      return true;
    } catch (NoStrategyException e) {
      assertThat(e.bytesTransferredAtMost()).isZero();
      return false;
    }
  }

  @ParameterizedTest
  @MethodSource("sendfiles")
  void whatIsSentToASocketThatFiltersGoesThroughIt(Sendfile sendfile) throws Exception {
    for (Socket beneath : List.of(channel.socket())) {
      CompletableFuture<byte[]> received = received();
      boolean served = serves(sendfile, TransferRequest.from(file).to(new Layered(beneath)));
      channel.shutdownOutput();
      assertThat(received.get()).isEqualTo(served ? filtered(content) : new byte[0]);
    }
  }

  @ParameterizedTest
  @MethodSource("sendfiles")
  void whatIsSentToAChannelOverAStreamThatFiltersGoesThroughIt(Sendfile sendfile) throws Exception {
    CompletableFuture<byte[]> received = received();
    WritableByteChannel wrapper =
        Channels.newChannel(new Encrypting(channel.socket().getOutputStream()));
    boolean served = serves(sendfile, TransferRequest.from(file).to(wrapper));
    channel.shutdownOutput();
    assertThat(received.get()).isEqualTo(served ? filtered(content) : new byte[0]);
  }

  @ParameterizedTest
  @MethodSource("sendfiles")
  void whatIsReceivedFromASocketThatFiltersGoesThroughIt(Sendfile sendfile) throws Exception {
    CompletableFuture<Void> sent = sent();
    Path target = folder.resolve("target");
    Socket source = new Layered(channel.socket());
    if (serves(sendfile, TransferRequest.from(source).to(target).range(0, SIZE))) {
      assertThat(target).hasBinaryContent(filtered(content));
      sent.get();
    }
  }

  @ParameterizedTest
  @MethodSource("sendfiles")
  void whatIsReceivedFromAChannelOverAStreamThatFiltersGoesThroughIt(Sendfile sendfile)
      throws Exception {
    CompletableFuture<Void> sent = sent();
    Path target = folder.resolve("target");
    ReadableByteChannel source =
        Channels.newChannel(new Decrypting(channel.socket().getInputStream()));
    if (serves(sendfile, TransferRequest.from(source).to(target).range(0, SIZE))) {
      assertThat(target).hasBinaryContent(filtered(content));
      sent.get();
    }
  }

  @ParameterizedTest
  @MethodSource("sendfiles")
  void whatIsCopiedThroughFileStreamsThatFilterGoesThroughThem(Sendfile sendfile) throws Exception {
    Path target = folder.resolve("target");
    try (OutputStream out = new EncryptingFile(target)) {
      if (serves(sendfile, TransferRequest.from(file).to(out))) {
        assertThat(target).hasBinaryContent(filtered(content));
      }
    }
    try (InputStream in = new DecryptingFile(file)) {
      if (serves(sendfile, TransferRequest.from(in).to(target).range(0, SIZE))) {
        assertThat(target).hasBinaryContent(filtered(content));
      }
    }
  }

  @Test
  void aTimeoutClosesASocketThatFilters() {
    Socket target = new Layered(channel.socket());
    Sendfile impatient =
        Sendfile.builder().writeTimeout(Duration.ofMillis(300)).build().withForce("rwloop");
    Throwable failure = null;
    while (failure == null) { // nobody reads
      failure = catchThrowable(() -> impatient.transfer(TransferRequest.from(file).to(target)));
    }
    assertThat(failure).isInstanceOf(TransferException.class).hasMessageContaining("took no byte");
    assertThat(channel.isOpen()).isFalse();
  }

  // ---- trust

  /** One that does nothing of its own. */
  private static final class Honest extends Layered {
    Honest(Socket beneath) {
      super(beneath);
    }
  }

  @Test
  void oneThatIsTrustedIsGoneAround() throws Exception {
    Honest target = new Honest(channel.socket());
    Sendfile trusting =
        Sendfile.builder()
            .trust(Honest.class)
            .build()
            .withListener(TransferListener.onEnd(it -> {}))
            .withReadTimeout(Duration.ofMinutes(1))
            .withBufferSize(1 << 16);
    CompletableFuture<byte[]> received = received();

    Explanation explanation = trusting.explain(TransferRequest.from(file).to(target));
    TransferResult result = trusting.transfer(TransferRequest.from(file).to(target));
    channel.shutdownOutput();

    assertThat(explanation.route().target()).isEqualTo(EndKind.TCP);
    assertThat(result.route().target()).isEqualTo(EndKind.TCP);
    assertThat(received.get()).isEqualTo(content);
    assertThat(((Layered) target).streams).isZero();
  }

  @Test
  void theSubclassesOfOneThatIsTrustedAreNot() throws Exception {
    Sendfile trusting = Sendfile.builder().trust(Layered.class).build();
    CompletableFuture<byte[]> received = received();

    trusting.transfer(TransferRequest.from(file).to(new Honest(channel.socket())));
    channel.shutdownOutput();

    assertThat(received.get()).isEqualTo(filtered(content));
  }

  @Test
  void fileStreamsThatAreTrustedAreGoneAround() throws Exception {
    Path target = folder.resolve("target");
    Sendfile trusting =
        Sendfile.builder().trust(DecryptingFile.class).trust(EncryptingFile.class).build();
    try (InputStream in = new DecryptingFile(file);
        OutputStream out = new EncryptingFile(target)) {
      TransferResult result = trusting.transfer(TransferRequest.from(in).to(out));
      assertThat(result.route().toString()).isEqualTo("file -> file");
      assertThat(target).hasBinaryContent(content);
    }
  }

  @Test
  void onlyAClassThatCanBeTrustedIsTaken() {
    for (Class<?> none :
        List.of(String.class, OutputStream.class, WritableByteChannel.class, SocketChannel.class)) {
      assertThatThrownBy(() -> Sendfile.builder().trust(none))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining(none.getName());
    }
  }

  // ---- the other side

  private CompletableFuture<byte[]> received() {
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            return peer.getInputStream().readAllBytes();
          } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
          }
        });
  }

  private CompletableFuture<Void> sent() {
    return CompletableFuture.runAsync(
        () -> {
          try {
            peer.getOutputStream().write(content);
          } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
          }
        });
  }
}
