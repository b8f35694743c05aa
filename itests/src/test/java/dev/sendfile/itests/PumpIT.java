package dev.sendfile.itests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import dev.sendfile.Sendfile;
import dev.sendfile.StrategyInfo;
import dev.sendfile.TransferException;
import dev.sendfile.TransferRequest;
import dev.sendfile.TransferResult;
import dev.sendfile.TransferTimeoutException;
import dev.sendfile.TruncatedSourceException;
import dev.sendfile.tck.fixture.Content;
import dev.sendfile.tck.fixture.Feed;
import dev.sendfile.tck.fixture.FeedKind;
import dev.sendfile.tck.fixture.Line;
import dev.sendfile.tck.fixture.Receiver;
import dev.sendfile.tck.fixture.TargetKind;
import dev.sendfile.tck.fixture.Task;
import dev.sendfile.tck.fixture.ThreadKind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.SocketChannel;
import java.nio.channels.WritableByteChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Bytes go from one socket to another, in one direction and in both, until the first one ends. */
@Execution(ExecutionMode.CONCURRENT)
class PumpIT {

  private static final String ALL = "dev.sendfile.itests.PumpIT$Pair#all";
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Duration SETTLING = Duration.ofMillis(100);

  /** More than the buffers of a narrow line hold. */
  private static final int LARGE = 4 << 20;

  /**
   * A strategy on a pair of sockets that it claims.
   *
   * @param strategy the strategy that is forced
   * @param source where the bytes come from
   * @param target where they go
   * @param thread what moves them
   */
  record Pair(String strategy, FeedKind source, TargetKind target, ThreadKind thread) {

    private static final List<TargetKind> TARGETS =
        List.of(
            TargetKind.TCP_BLOCKING,
            TargetKind.TCP_NON_BLOCKING,
            TargetKind.UNIX_BLOCKING,
            TargetKind.UNIX_NON_BLOCKING);

    private static final List<Pair> CLAIMED = claimed();

    static List<Pair> all() {
      return CLAIMED;
    }

    private static List<Pair> claimed() {
      List<Pair> pairs = new ArrayList<>();
      for (StrategyInfo strategy : Sendfile.getDefault().strategies()) {
        for (FeedKind source : FeedKind.socketChannels()) {
          for (TargetKind target : TARGETS) {
            for (ThreadKind thread : ThreadKind.available()) {
              Pair pair = new Pair(strategy.name(), source, target, thread);
              if (pair.isClaimed()) {
                pairs.add(pair);
              }
            }
          }
        }
      }
      return pairs;
    }

    private boolean isClaimed() {
      try (Feed feed = source.open();
          Line line = target.open()) {
        return sendfile().explain(line.to(feed.from())).chosen().isPresent();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    Sendfile sendfile() {
      return Sendfile.getDefault().withForce(strategy);
    }

    Task<TransferResult> start(TransferRequest request) {
      return thread.start(() -> sendfile().transfer(request));
    }

    @Override
    public String toString() {
      return strategy + ": " + source + " to " + target + ", " + thread;
    }
  }

  private static void checkEnds(Feed feed, Line line) {
    assertThat(feed.isSourceOpen()).as("the source stays open").isTrue();
    assertThat(feed.isModeUnchanged()).as("the source stays in its mode").isTrue();
    assertThat(line.isTargetOpen()).as("the target stays open").isTrue();
    assertThat(line.isModeUnchanged()).as("the target stays in its mode").isTrue();
  }

  // ---- content

  @ParameterizedTest
  @MethodSource(ALL)
  void severalWritesArriveEachBeforeTheNextIsMade(Pair pair) throws Exception {
    byte[] content = Content.bytes(100_000);
    try (Feed feed = pair.source().open();
        Line line = pair.target().open();
        Receiver receiver = Receiver.eager(line)) {
      Task<TransferResult> task = pair.start(line.to(feed.from()));
      int at = 0;
      for (int size : new int[] {1, 42, 4_053, 60_000, 35_904}) {
        feed.sendNow(Arrays.copyOfRange(content, at, at + size));
        at += size;
        receiver.awaitCount(at);
      }
      feed.end();
      TransferResult result = task.await();
      assertThat(result.bytes()).isEqualTo(content.length);
      assertThat(result.strategy()).isEqualTo(pair.strategy());
      assertThat(result.route())
          .hasToString(pair.source().route() + " -> " + pair.target().route());
      assertThat(result.passedOver()).isEmpty();
      checkEnds(feed, line);
      line.finish();
      assertArrayEquals(content, receiver.awaitEnd());
    }
  }

  @ParameterizedTest
  @MethodSource(ALL)
  void aReceiverThatStallsForAWhileGetsAllOfIt(Pair pair) throws Exception {
    byte[] content = Content.bytes(LARGE);
    try (Feed feed = pair.source().open();
        Line line = pair.target().openNarrow();
        Receiver receiver = Receiver.stallingAfter(line, 1)) {
      Task<TransferResult> task = pair.start(line.to(feed.from()));
      Task<Void> sender = feed.sendAll(content);
      receiver.awaitCount(1);
      Stalled.pause(SETTLING);
      assertThat(task.isDone()).isFalse();
      receiver.release();
      assertThat(task.await().bytes()).isEqualTo(content.length);
      sender.await();
      line.finish();
      assertArrayEquals(content, receiver.awaitEnd());
    }
  }

  @ParameterizedTest
  @MethodSource(ALL)
  void aKnownLengthStopsThereAndLeavesTheRestInTheSource(Pair pair) throws Exception {
    byte[] content = Content.bytes(70_000);
    byte[] behind = Content.bytes(123);
    for (int length : new int[] {0, 1, 4096, 70_000}) {
      try (Feed feed = pair.source().open();
          Line line = pair.target().open();
          Receiver receiver = Receiver.eager(line)) {
        byte[] expected = Arrays.copyOf(content, length);
        Task<Void> sender = feed.send(Content.join(expected, behind));
        TransferResult result = pair.start(line.to(feed.from()).range(0, length)).await();
        assertThat(result.bytes()).isEqualTo(length);
        sender.await();
        assertThat(feed.readRest(behind.length)).isEqualTo(behind);
        line.finish();
        assertThat(receiver.awaitEnd()).isEqualTo(expected);
      }
    }
  }

  @ParameterizedTest
  @MethodSource(ALL)
  void anEarlyEndIsATruncation(Pair pair) throws Exception {
    byte[] content = Content.bytes(10_000);
    try (Feed feed = pair.source().open();
        Line line = pair.target().open();
        Receiver receiver = Receiver.eager(line)) {
      Task<TransferResult> task = pair.start(line.to(feed.from()).range(0, 10_001));
      feed.sendAll(content).await();
      TruncatedSourceException failure =
          task.awaitFailure(TruncatedSourceException.class, PATIENCE);
      assertThat(failure.bytesTransferred()).isEqualTo(10_000);
      assertThat(failure.bytesTransferredAtMost()).isEqualTo(10_000);
      line.finish();
      assertArrayEquals(content, receiver.awaitEnd());
    }
  }

  @ParameterizedTest
  @MethodSource(ALL)
  void aSourceThatHasEndedGivesNothing(Pair pair) throws Exception {
    try (Feed feed = pair.source().open();
        Line line = pair.target().open();
        Receiver receiver = Receiver.eager(line)) {
      feed.end();
      for (int i = 0; i < 2; i++) {
        assertThat(pair.start(line.to(feed.from())).await().bytes()).isZero();
      }
      checkEnds(feed, line);
      line.finish();
      assertThat(receiver.awaitEnd()).isEmpty();
    }
  }

  // ---- both directions

  @ParameterizedTest
  @MethodSource(ALL)
  void bothDirectionsAtOnceCarryEachItsOwn(Pair pair) throws Exception {
    byte[] there = Content.bytes(1_000_003);
    byte[] back = Content.bytes(900_001);
    try (Feed feed = pair.source().open();
        Line line = pair.target().open()) {
      SocketChannel near = feed.source(SocketChannel.class);
      SocketChannel onward = line.target(SocketChannel.class);
      SocketChannel client = (SocketChannel) feed.far();
      SocketChannel server = (SocketChannel) line.far();
      Task<TransferResult> forth = pair.start(TransferRequest.from(near).to(onward));
      Task<TransferResult> home = pair.start(TransferRequest.from(onward).to(near));
      Task<byte[]> atServer = answering(server, there.length, back);
      Task<byte[]> atClient = answering(client, back.length, there);
      assertArrayEquals(there, atServer.await());
      assertArrayEquals(back, atClient.await());
      client.shutdownOutput();
      assertThat(forth.await().bytes()).isEqualTo(there.length);
      server.shutdownOutput();
      assertThat(home.await().bytes()).isEqualTo(back.length);
      checkEnds(feed, line);
    }
  }

  /** Sends on one thread while another reads some bytes. */
  private static Task<byte[]> answering(SocketChannel channel, int expect, byte[] answer) {
    ThreadKind.PLATFORM.start(
        () -> {
          ByteBuffer all = ByteBuffer.wrap(answer);
          while (all.hasRemaining()) {
            channel.write(all);
          }
          return null;
        });
    return ThreadKind.PLATFORM.start(
        () -> {
          ByteBuffer all = ByteBuffer.allocate(expect);
          while (all.hasRemaining() && channel.read(all) >= 0) {
            assertThat(all.position()).isPositive();
          }
          return Arrays.copyOf(all.array(), all.position());
        });
  }

  // ---- ends

  @ParameterizedTest
  @MethodSource(ALL)
  void closingTheSourceEndsItWithAnAccount(Pair pair) throws Exception {
    byte[] content = Content.bytes(10_001);
    try (Feed feed = pair.source().open();
        Line line = pair.target().open();
        Receiver receiver = Receiver.eager(line)) {
      Task<TransferResult> task = settled(pair, feed, line, receiver, content);
      long closedAt = System.nanoTime();
      feed.closeSource();
      checkEnded(pair, task, closedAt, content.length, "source");
    }
  }

  @ParameterizedTest
  @MethodSource(ALL)
  void closingTheTargetEndsItWithAnAccount(Pair pair) throws Exception {
    byte[] content = Content.bytes(10_001);
    try (Feed feed = pair.source().open();
        Line line = pair.target().open();
        Receiver receiver = Receiver.eager(line)) {
      Task<TransferResult> task = settled(pair, feed, line, receiver, content);
      long closedAt = System.nanoTime();
      line.closeTarget();
      checkEnded(pair, task, closedAt, content.length, "target");
    }
  }

  private static Task<TransferResult> settled(
      Pair pair, Feed feed, Line line, Receiver receiver, byte[] content) throws Exception {
    Task<TransferResult> task = pair.start(line.to(feed.from()));
    feed.sendNow(content);
    receiver.awaitCount(content.length);
    Stalled.pause(SETTLING);
    return task;
  }

  private static void checkEnded(
      Pair pair, Task<TransferResult> task, long closedAt, int accepted, String end) {
    TransferException failure = task.awaitFailure(TransferException.class, Duration.ofSeconds(5));
    assertThat(Duration.ofNanos(task.endedAt() - closedAt)).isLessThan(Stalled.SOON);
    assertThat(failure).hasMessageContaining(end);
    assertThat(failure.bytesTransferred()).isEqualTo(accepted);
    assertThat(failure.bytesTransferredAtMost()).isEqualTo(accepted);
    assertThat(failure.strategy()).hasValue(pair.strategy());
  }

  @ParameterizedTest
  @MethodSource(ALL)
  void closingAFullTargetEndsItWithAnAccount(Pair pair) throws Exception {
    byte[] content = Content.bytes(LARGE);
    try (Feed feed = pair.source().open();
        Line line = pair.target().openNarrow();
        Receiver receiver = Receiver.stallingAfter(line, 1)) {
      Task<TransferResult> task = pair.start(line.to(feed.from()));
      Task<Void> sender = feed.send(content);
      receiver.awaitCount(1);
      Stalled.pause(SETTLING);
      long closedAt = System.nanoTime();
      line.closeTarget();
      TransferException failure = task.awaitFailure(TransferException.class, Duration.ofSeconds(5));
      assertThat(Duration.ofNanos(task.endedAt() - closedAt)).isLessThan(Stalled.SOON);
      byte[] received = receiver.awaitEnd();
      assertThat((long) received.length)
          .isBetween(failure.bytesTransferred(), failure.bytesTransferredAtMost());
      byte[] back = new byte[failure.undelivered().remaining()];
      failure.undelivered().get(back);
      int taken = received.length + back.length;
      byte[] rest = feed.readRest(content.length - taken);
      assertArrayEquals(content, Content.join(received, back, rest));
      sender.await();
    }
  }

  @ParameterizedTest
  @MethodSource(ALL)
  void eitherTimeoutEndsItAndNamesTheEnd(Pair pair) throws Exception {
    Duration timeout = Duration.ofMillis(300);
    Sendfile impatientReader = pair.sendfile().withReadTimeout(timeout);
    Sendfile impatientWriter = pair.sendfile().withWriteTimeout(timeout);
    try (Feed feed = pair.source().open();
        Line line = pair.target().openNarrow();
        Receiver receiver = Receiver.stallingAfter(line, 1)) {
      feed.sendNow(new byte[1]);
      Task<TransferResult> reading =
          pair.thread().start(() -> impatientReader.transfer(line.to(feed.from())));
      receiver.awaitCount(1);
      TransferTimeoutException failure =
          reading.awaitFailure(TransferTimeoutException.class, PATIENCE);
      assertThat(failure).hasMessageContainingAll("source", "gave no byte for 0.3s");
      assertThat(failure.bytesTransferred()).isOne();
    }
    try (Feed feed = pair.source().open();
        Line line = pair.target().openNarrow();
        Receiver receiver = Receiver.stalled(line)) {
      Task<TransferResult> writing =
          pair.thread().start(() -> impatientWriter.transfer(line.to(feed.from())));
      feed.send(new byte[LARGE]);
      TransferTimeoutException failure =
          writing.awaitFailure(TransferTimeoutException.class, PATIENCE);
      assertThat(failure).hasMessageContainingAll("target", "took no byte for 0.3s");
      line.closeTarget();
      assertThat((long) receiver.awaitEnd().length)
          .isBetween(failure.bytesTransferred(), failure.bytesTransferredAtMost());
    }
  }

  // ---- what cannot be pumped

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
