package dev.sendfile.itests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sendfile.Sendfile;
import dev.sendfile.TransferException;
import dev.sendfile.TransferRequest;
import dev.sendfile.TransferResult;
import dev.sendfile.TransferTimeoutException;
import dev.sendfile.tck.fixture.Content;
import dev.sendfile.tck.fixture.Feed;
import dev.sendfile.tck.fixture.FeedKind;
import dev.sendfile.tck.fixture.Line;
import dev.sendfile.tck.fixture.Receiver;
import dev.sendfile.tck.fixture.TargetKind;
import dev.sendfile.tck.fixture.Task;
import dev.sendfile.tck.fixture.ThreadKind;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.SocketChannel;
import java.nio.channels.WritableByteChannel;
import java.time.Duration;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;

/** What cannot be passed on is refused, and much can; the rest is part of the contract. */
class PumpIT {

  @Test
  void socketsThatAreNotConnectedAreRefused() throws Exception {
    try (Feed feed = FeedKind.TCP_BLOCKING.open();
        SocketChannel lonely = SocketChannel.open()) {
      ReadableByteChannel connected = feed.source(SocketChannel.class);
      assertThat(refuse(connected, lonely)).hasMessageContaining("the target socket is not");
      assertThat(refuse(lonely, (WritableByteChannel) connected))
          .hasMessageContaining("the source socket is not connected");
      assertThat(feed.isSourceOpen()).isTrue();
    }
  }

  /** It is no stream, whether it is connected or not. */
  @Test
  void aDatagramChannelWithoutAPeerIsRefusedByKind() throws Exception {
    try (Feed feed = FeedKind.TCP_BLOCKING.open();
        DatagramChannel datagrams = DatagramChannel.open()) {
      ReadableByteChannel connected = feed.source(SocketChannel.class);
      assertThat(refuse(datagrams, (WritableByteChannel) connected))
          .hasMessageContaining("datagram");
      feed.sendNow(new byte[1]);
      assertThat(refuse(connected, datagrams)).hasMessageContaining("datagram");
      assertThat(feed.readRest(1)).as("nothing was taken").hasSize(1);
    }
  }

  /** A datagram of no bytes, and one cut to a buffer's size, would pass for something else. */
  @Test
  void aConnectedDatagramChannelIsRefusedByKind() throws Exception {
    InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    try (Feed feed = FeedKind.TCP_BLOCKING.open();
        DatagramChannel one = DatagramChannel.open().bind(any);
        DatagramChannel two = DatagramChannel.open().bind(any)) {
      one.connect(two.getLocalAddress());
      two.connect(one.getLocalAddress());
      ReadableByteChannel connected = feed.source(SocketChannel.class);
      two.write(ByteBuffer.allocate(5));
      feed.sendNow(new byte[1]);
      assertThat(refuse(one, (WritableByteChannel) connected)).hasMessageContaining("datagram");
      assertThat(refuse(connected, one)).hasMessageContaining("datagram");
      assertThat(feed.readRest(1)).as("nothing was taken").hasSize(1);
    }
  }

  /** By the time that nothing was moved for, at the latest: a datagram might never come. */
  private static TransferException refuse(ReadableByteChannel from, WritableByteChannel to) {
    TransferException failure =
        catchThrowableOfType(
            TransferException.class,
            () ->
                Sendfile.getDefault()
                    .withReadTimeout(Duration.ofMillis(500))
                    .transfer(TransferRequest.from(from).to(to)));
    assertThat(failure).isNotNull().isNotInstanceOf(TransferTimeoutException.class);
    assertThat(failure.bytesTransferredAtMost()).isZero();
    return failure;
  }

  // ---- much

  @Test
  void sixtyFourMebibytesArriveWithTheSameChecksum() throws Exception {
    byte[] piece = Content.bytes((1 << 20) - 3);
    long size = 64L * piece.length;
    CRC32C sum = new CRC32C();
    for (int i = 0; i < 64; i++) {
      sum.update(piece);
    }
    for (ThreadKind thread : ThreadKind.available()) {
      try (Feed feed = FeedKind.TCP_BLOCKING.open();
          Line line = TargetKind.UNIX_BLOCKING.open();
          Receiver receiver = Receiver.eager(line)) {
        Task<TransferResult> task =
            thread.start(
                () ->
                    Sendfile.pump(
                        feed.source(SocketChannel.class), line.target(SocketChannel.class)));
        for (int i = 0; i < 64; i++) {
          feed.sendNow(piece);
        }
        feed.end();
        assertThat(task.await().bytes()).isEqualTo(size);
        line.finish();
        receiver.awaitEndUnkept();
        assertThat(receiver.count()).isEqualTo(size);
        assertThat(receiver.checksum()).isEqualTo(sum.getValue());
      }
    }
  }
}
