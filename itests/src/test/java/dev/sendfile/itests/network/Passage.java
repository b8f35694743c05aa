package dev.sendfile.itests.network;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sendfile.Sendfile;
import dev.sendfile.TransferException;
import dev.sendfile.TransferRequest;
import dev.sendfile.TransferResult;
import dev.sendfile.tck.fixture.Feed;
import dev.sendfile.tck.fixture.Line;
import dev.sendfile.tck.fixture.Receiver;
import dev.sendfile.tck.fixture.TargetKind;
import dev.sendfile.tck.fixture.Task;
import dev.sendfile.tck.fixture.ThreadKind;
import java.io.IOException;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** Content on its way from one end to another, through a network that has a fault. */
final class Passage implements AutoCloseable {

  private final Row row;
  private final byte[] content;

  /** What is sent, or what is written. */
  private final Path file;

  /** What the library reads from; {@code null} if that is the file. */
  private final Feed feed;

  /** What the library writes to; {@code null} if that is the file. */
  private final Line line;

  /** The other connection of the proxy. */
  private final Line beyond;

  private final FaultProxy proxy;

  /** Who gets what is sent; {@code null} if that is the file. */
  private final Receiver receiver;

  private Passage(Row row, Fault fault, byte[] content) throws IOException {
    this.row = row;
    this.content = content;
    Direction direction = row.direction();
    file = Files.createTempFile("passage", ".bin");
    feed = direction == Direction.SEND ? null : row.near().source().open();
    line = direction == Direction.RECEIVE ? null : row.near().target().openNarrow();
    beyond = TargetKind.TCP_BLOCKING.openNarrow();
    if (direction.faultyTarget()) {
      SocketChannel library = (SocketChannel) line.far();
      proxy = FaultProxy.behind(library, beyond.target(SocketChannel.class), fault);
      receiver = Receiver.eager(beyond);
    } else {
      SocketChannel library = (SocketChannel) feed.far();
      proxy = FaultProxy.before(library, (SocketChannel) beyond.far(), fault);
      receiver = line == null ? null : Receiver.eager(line);
    }
    offer();
  }

  static Passage open(Row row, Fault fault, byte[] content) throws IOException {
    return new Passage(row, fault, content);
  }

  /** Puts the content where the library takes it from. */
  private void offer() throws IOException {
    switch (row.direction()) {
      case SEND -> Files.write(file, content);
      case PUMP_TO -> feed.sendAll(content);
      case RECEIVE, PUMP_FROM ->
          ThreadKind.PLATFORM.start(
              () -> {
                SocketChannel sender = beyond.target(SocketChannel.class);
                sender.write(ByteBuffer.wrap(content));
                sender.shutdownOutput();
                return null;
              });
    }
  }

  FaultProxy proxy() {
    return proxy;
  }

  TransferRequest request() {
    return switch (row.direction()) {
      case SEND -> line.to(TransferRequest.from(file));
      case RECEIVE -> feed.from().to(file);
      case PUMP_TO, PUMP_FROM -> line.to(feed.from());
    };
  }

  Task<TransferResult> start(Sendfile sendfile) {
    return start(sendfile, request());
  }

  Task<TransferResult> start(Sendfile sendfile, TransferRequest request) {
    SelectableChannel source = null;
    if (feed != null && row.near() != Near.PLAIN_SOCKET) {
      source = feed.source(SocketChannel.class);
    }
    SelectableChannel target = line == null ? null : line.selectable();
    return row.drive().start(sendfile, request, source, target);
  }

  /** Closes the library's end of the connection that has the fault, as its owner would. */
  void closeNear() throws IOException {
    if (row.direction().faultyTarget()) {
      line.closeTarget();
    } else {
      feed.closeSource();
    }
  }

  /** Sends a byte against the content, from the library's end, and waits until the peer has it. */
  void answer() throws IOException {
    byte[] answer = {42};
    if (row.near() == Near.PLAIN_SOCKET) {
      feed.source(Socket.class).getOutputStream().write(answer);
    } else {
      feed.source(SocketChannel.class).write(ByteBuffer.wrap(answer));
    }
    ByteBuffer got = ByteBuffer.allocate(1);
    beyond.target(SocketChannel.class).read(got);
    assertThat(got.array()).isEqualTo(answer);
  }

  /** What has arrived where the content was to go, once the library's end is closed. */
  byte[] arrived() throws Exception {
    if (receiver == null) {
      return Files.readAllBytes(file);
    }
    line.finish();
    return receiver.awaitEnd();
  }

  /** Checks that all has arrived. */
  void checkComplete(TransferResult result) throws Exception {
    assertThat(result.bytes()).isEqualTo(content.length);
    assertThat(result.strategy()).isEqualTo(row.strategy());
    assertThat(result.passedOver()).isEmpty();
    assertSame(content, arrived());
  }

  /**
   * Checks that what has arrived is what the exception says, once the network works again: nothing
   * that was accepted is lost where nobody resets the connection.
   */
  void checkAccount(TransferException failure) throws Exception {
    proxy.mend();
    byte[] arrived = arrived();
    assertThat((long) arrived.length)
        .as(failure.getMessage())
        .isBetween(failure.bytesTransferred(), failure.bytesTransferredAtMost());
    checkPrefix(arrived);
    checkRest(failure);
  }

  /** As {@link #checkAccount} where what was accepted may be lost on its way. */
  void checkAccountAfterReset(TransferException failure) throws Exception {
    byte[] arrived = arrived();
    if (row.direction().faultyTarget()) {
      assertThat((long) arrived.length).isEqualTo(proxy.passed());
      assertThat(failure.bytesTransferredAtMost()).isBetween(proxy.passed(), content.length - 1L);
    } else {
      assertThat(failure.bytesTransferred()).isEqualTo(arrived.length);
      assertThat(failure.bytesTransferredAtMost()).isEqualTo(arrived.length);
    }
    checkPrefix(arrived);
    checkRest(failure);
  }

  private void checkPrefix(byte[] arrived) {
    assertSame(Arrays.copyOf(content, arrived.length), arrived);
  }

  /** What was not accepted is in the exception, then in the source, and nowhere else. */
  private void checkRest(TransferException failure) throws IOException {
    boolean exact = failure.bytesTransferred() == failure.bytesTransferredAtMost();
    if (row.direction().hasFile() || !exact) {
      return;
    }
    byte[] back = new byte[failure.undelivered().remaining()];
    failure.undelivered().get(back);
    int accepted = (int) failure.bytesTransferred();
    assertSame(Arrays.copyOfRange(content, accepted, accepted + back.length), back);
    if (row.direction() == Direction.PUMP_TO && feed.isSourceOpen()) {
      int taken = accepted + back.length;
      byte[] rest = feed.readRest(content.length - taken);
      assertSame(Arrays.copyOfRange(content, taken, content.length), rest);
    }
  }

  /** Arrays of this size are not to be printed. */
  private static void assertSame(byte[] expected, byte[] actual) {
    assertThat(Arrays.mismatch(expected, actual))
        .as("first byte that differs, of %d and %d", expected.length, actual.length)
        .isEqualTo(-1);
  }

  @Override
  public void close() throws IOException {
    proxy.close();
    beyond.close();
    if (feed != null) {
      feed.close();
    }
    if (line != null) {
      line.close();
    }
    if (receiver != null) {
      receiver.close();
    }
    Files.deleteIfExists(file);
  }
}
