package dev.sendfile.itests.readme;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sendfile.Sendfile;
import dev.sendfile.TransferRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Holds that every Java snippet of the README is compiled here, and does what it says. */
class ReadmeIT {

  private static final Path SOURCES =
      Path.of("src", "test", "java", "dev", "sendfile", "itests", "readme");
  private static final int SIZE = 2 << 20;

  @TempDir Path directory;

  private final byte[] content = new byte[SIZE];
  private ServerSocketChannel server;
  private SocketChannel socket;
  private SocketChannel peer;
  private CompletableFuture<byte[]> received;
  private Snippets snippets;

  @BeforeEach
  void open() throws IOException {
    new Random(5).nextBytes(content);
    Path file = Files.write(directory.resolve("file"), content);
    server =
        ServerSocketChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    socket = SocketChannel.open(server.getLocalAddress());
    peer = server.accept();
    received = CompletableFuture.supplyAsync(() -> drain(peer));
    snippets = new Snippets(file, FileChannel.open(file), socket);
  }

  @AfterEach
  void close() throws IOException {
    socket.close();
    server.close();
    snippets.fileChannel().close();
  }

  private static byte[] drain(SocketChannel peer) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (peer) {
      peer.socket().getInputStream().transferTo(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private byte[] receivedBytes() throws IOException {
    socket.close();
    return received.join();
  }

  @Test
  void everyJavaSnippetIsAPartOfTheSourcesHere() throws IOException {
    String compiled =
        strip(Files.readAllLines(SOURCES.resolve("Snippets.java")))
            + strip(Files.readAllLines(SOURCES.resolve("PlainLoop.java")))
            + strip(Files.readAllLines(SOURCES.resolveSibling("example/EventLoopServer.java")))
            + strip(Files.readAllLines(SOURCES.resolveSibling("osgi/inside/FromRegistry.java")));
    List<String> snippets = Readme.snippets("java");

    assertThat(snippets).hasSizeGreaterThanOrEqualTo(9);
    for (String snippet : snippets) {
      if (!snippet.contains("package hello;")) { // compiled and run by HelloIT
        assertThat(compiled).contains(strip(snippet.lines().toList()));
      }
    }
  }

  private static String strip(List<String> lines) {
    return lines.stream().map(String::strip).collect(Collectors.joining("\n"));
  }

  @Test
  void theFirstOneSendsTheFile() throws IOException {
    assertThat(snippets.first().bytes()).isEqualTo(SIZE);
    assertThat(receivedBytes()).isEqualTo(content);
  }

  @Test
  void aPartGoesBehindAHeader() throws IOException {
    snippets.partBehindAHeader(ByteBuffer.wrap(new byte[] {1, 2, 3}));

    assertThat(receivedBytes())
        .startsWith(1, 2, 3)
        .endsWith(Arrays.copyOfRange(content, 4096, 4096 + (1 << 20)))
        .hasSize((1 << 20) + 3);
  }

  @Test
  void anOpenFileIsSharedByOffset() throws IOException {
    snippets.openFile(Sendfile.getDefault(), 10, 20);

    assertThat(snippets.fileChannel().position()).isZero();
    assertThat(receivedBytes()).isEqualTo(Arrays.copyOfRange(content, 10, 30));
  }

  @Test
  void aHandleCanBeCancelled() throws IOException {
    snippets.cancel(Sendfile.getDefault());

    byte[] bytes = receivedBytes();
    assertThat(bytes).isEqualTo(Arrays.copyOf(content, bytes.length));
  }

  @Test
  void explainNamesTheStrategies() throws IOException {
    snippets.explain(Sendfile.getDefault());

    assertThat(
            Sendfile.getDefault()
                .explain(TransferRequest.from(snippets.path()).to(socket))
                .chosen())
        .contains(Runtime.version().feature() < 22 ? "mmap" : "nio");
  }

  @Test
  void aPreparedFileGoesOutThreeTimes() throws IOException {
    snippets.prepared(Sendfile.getDefault());

    assertThat(receivedBytes()).hasSize(3 * SIZE);
  }

  @Test
  void anUploadTakesThePlaceOfTheFile() throws IOException {
    peer.write(ByteBuffer.wrap(new byte[] {7, 8, 9, 10}));

    snippets.upload(Sendfile.getDefault(), 3);

    assertThat(Files.readAllBytes(snippets.path())).containsExactly(7, 8, 9);
  }

  @Test
  void metricsAreTold() throws IOException {
    snippets
        .measured(Sendfile.getDefault())
        .transfer(TransferRequest.from(snippets.path()).to(socket));

    assertThat(receivedBytes()).isEqualTo(content);
  }

  @Test
  void theProviderSends() throws IOException {
    Sendfile.builder()
        .strategies(new PlainLoop())
        .build()
        .transfer(
            TransferRequest.from(snippets.path())
                .to(Channels.newChannel(socket.socket().getOutputStream())));

    assertThat(receivedBytes()).isEqualTo(content);
  }
}
