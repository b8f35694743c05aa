package dev.sendfile.itests.nativecalls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.sendfile.FileSource;
import dev.sendfile.PreparedTarget;
import dev.sendfile.Sendfile;
import dev.sendfile.TransferException;
import dev.sendfile.TransferRequest;
import dev.sendfile.TransferResult;
import dev.sendfile.itests.faults.Road;
import dev.sendfile.itests.faults.TracedThread;
import dev.sendfile.itests.faults.Trip;
import dev.sendfile.tck.fixture.Content;
import dev.sendfile.tck.fixture.Feed;
import dev.sendfile.tck.fixture.FeedKind;
import dev.sendfile.tck.fixture.Line;
import dev.sendfile.tck.fixture.Pause;
import dev.sendfile.tck.fixture.Receiver;
import dev.sendfile.tck.fixture.TargetKind;
import dev.sendfile.tck.fixture.Task;
import dev.sendfile.tck.fixture.ThreadKind;
import java.net.Socket;
import java.net.SocketOption;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A socket is given back as it was: what was set on it to bound a call is not its owner's. */
@EnabledOnOs(value = OS.LINUX, disabledReason = "the calls are those of Linux")
@EnabledForJreRange(min = JRE.JAVA_22, disabledReason = "native calls need Java 22")
@Isolated("it stops threads of this JVM, and takes times")
class SocketOptionsIT {

  private static final int SIZE = 1 << 20;

  /** Several times as long as any bound that a call is given. */
  private static final Duration LONG = Duration.ofMillis(300);

  @TempDir static Path folder;
  private static Path file;

  @BeforeAll
  static void makeFile() throws Exception {
    file = Content.file(folder, SIZE);
  }

  private static Sendfile sendfile(String strategy) {
    return Sendfile.getDefault().withForce(strategy);
  }

  /** Of each option that bounds calls, the last value that was set must be none. */
  private static void checkRestored(List<String> calls) {
    Map<String, String> last = new HashMap<>();
    calls.stream()
        .filter(it -> it.contains("TIMEO"))
        .forEach(it -> last.put(it.replaceAll("^setsockopt\\((.*?TIMEO).*", "$1"), it));
    assertThat(last).as("options that were set").isNotEmpty();
    assertThat(last.values()).allMatch(it -> it.matches(".*TIMEO\\w*, \"(\\\\0){16}\", 16\\) = 0"));
  }

  @ParameterizedTest
  @EnumSource(names = {"SEND", "RECEIVE", "PUMP"})
  void noBoundIsLeftAfterATransfer(Road road) throws Exception {
    Sendfile sendfile = sendfile(road == Road.SEND ? "native-sendfile" : "native-splice");
    try (Trip trip = road.open(folder, SIZE)) {
      TracedThread<TransferResult> run =
          TracedThread.watched("setsockopt", folder, () -> sendfile.transfer(trip.request()));
      run.outcome();
      checkRestored(run.calls());
    }
  }

  @Test
  void noBoundIsLeftAfterATransferThatWasInterrupted() throws Exception {
    try (Line line = TargetKind.TCP_BLOCKING.openNarrow();
        Receiver receiver = Receiver.stallingAfter(line, 1)) {
      TracedThread<TransferResult> run =
          TracedThread.watched(
              "setsockopt",
              folder,
              () -> {
                Thread sender = Thread.currentThread();
                ThreadKind.PLATFORM.start(
                    () -> {
                      receiver.awaitCount(1);
                      Pause.naps(20);
                      sender.interrupt();
                      return null;
                    });
                return sendfile("native-sendfile").transfer(line.to(TransferRequest.from(file)));
              });
      assertThat(catchThrowable(run::outcome)).isInstanceOf(TransferException.class);
      checkRestored(run.calls());
    }
  }

  @Test
  void noBoundIsLeftOnAPreparedTargetThatIsLetGo() throws Exception {
    try (Line line = TargetKind.TCP_BLOCKING.open();
        Receiver receiver = Receiver.eager(line)) {
      TracedThread<Void> run =
          TracedThread.watched(
              "setsockopt",
              folder,
              () -> {
                try (FileSource source = FileSource.builder(file).open();
                    PreparedTarget target = PreparedTarget.of(line.target(SocketChannel.class))) {
                  sendfile("native-sendfile").transfer(TransferRequest.from(source).to(target));
                }
                return null;
              });
      run.outcome();
      checkRestored(run.calls());
      receiver.awaitCount(SIZE);
    }
  }

  @Test
  void theOwnersOptionsStayAsTheyWere() throws Exception {
    try (Line line = TargetKind.TCP_BLOCKING.open();
        Receiver receiver = Receiver.eager(line);
        FileSource source = FileSource.builder(file).open()) {
      SocketChannel channel = line.target(SocketChannel.class);
      channel.setOption(StandardSocketOptions.SO_LINGER, 7);
      channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
      channel.setOption(StandardSocketOptions.SO_KEEPALIVE, true);
      Map<SocketOption<?>, Object> before = options(channel);
      sendfile("native-sendfile").transfer(TransferRequest.from(file).to(channel));
      assertThat(options(channel)).as("after a send").isEqualTo(before);
      try (PreparedTarget target = PreparedTarget.of(channel)) {
        sendfile("native-sendfile").transfer(TransferRequest.from(source).to(target));
        assertThat(options(channel)).as("prepared").isEqualTo(before);
      }
      assertThat(options(channel)).as("after it was let go").isEqualTo(before);
      assertThat(channel.isBlocking()).isTrue();
      receiver.awaitCount(2L * SIZE);
    }
  }

  /** But for the size of the buffer, which the kernel makes larger as it sees fit. */
  private static Map<SocketOption<?>, Object> options(SocketChannel channel) throws Exception {
    Map<SocketOption<?>, Object> values = new HashMap<>();
    for (SocketOption<?> option :
        List.of(
            StandardSocketOptions.SO_LINGER,
            StandardSocketOptions.TCP_NODELAY,
            StandardSocketOptions.SO_KEEPALIVE,
            StandardSocketOptions.SO_REUSEADDR)) {
      values.put(option, channel.getOption(option));
    }
    return values;
  }

  @ParameterizedTest
  @EnumSource(
      value = TargetKind.class,
      names = {"TCP_BLOCKING", "UNIX_BLOCKING", "PLAIN_SOCKET"})
  void aPlainWriteAfterwardsWaitsAsLongAsItMust(TargetKind kind) throws Exception {
    try (Line line = kind.openNarrow();
        Receiver receiver = Receiver.stallingAfter(line, SIZE)) {
      sendfile("native-sendfile").transfer(line.to(TransferRequest.from(file)));
      checkAWriteWaits(line, receiver);
    }
  }

  /** The bound stays as long as the target is prepared, and the JDK's own calls do not mind. */
  @ParameterizedTest
  @EnumSource(
      value = TargetKind.class,
      names = {"TCP_BLOCKING", "UNIX_BLOCKING"})
  void aPlainWriteToAPreparedTargetWaitsAsLongAsItMust(TargetKind kind) throws Exception {
    try (Line line = kind.openNarrow();
        Receiver receiver = Receiver.stallingAfter(line, SIZE);
        FileSource source = FileSource.builder(file).open();
        PreparedTarget target = PreparedTarget.of(line.target(SocketChannel.class))) {
      sendfile("native-sendfile").transfer(TransferRequest.from(source).to(target));
      checkAWriteWaits(line, receiver);
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = FeedKind.class,
      names = {"TCP_BLOCKING", "UNIX_BLOCKING", "PLAIN_SOCKET"})
  void aPlainReadAfterwardsWaitsAsLongAsItMust(FeedKind kind) throws Exception {
    try (Feed feed = kind.open()) {
      Task<Void> first = feed.send(Content.bytes(SIZE));
      sendfile("native-splice").transfer(feed.from().to(folder.resolve("received")).range(0, SIZE));
      first.await();
      Task<byte[]> read = ThreadKind.PLATFORM.start(() -> feed.readRest(100));
      checkWaits(read);
      feed.sendNow(Content.bytes(100));
      assertThat(read.await()).isEqualTo(Content.bytes(100));
    }
  }

  private static void checkAWriteWaits(Line line, Receiver receiver) throws Exception {
    byte[] more = Content.bytes(SIZE + 1);
    Task<Void> write = write(line, more);
    checkWaits(write);
    receiver.release();
    write.await();
    line.finish();
    assertThat(receiver.awaitEnd()).isEqualTo(Content.join(Content.bytes(SIZE), more));
  }

  private static Task<Void> write(Line line, byte[] bytes) {
    return ThreadKind.PLATFORM.start(
        () -> {
          if (line.target() instanceof Socket socket) {
            socket.getOutputStream().write(bytes);
          } else {
            ByteBuffer buffer = ByteBuffer.wrap(bytes);
            while (buffer.hasRemaining()) {
              line.target(SocketChannel.class).write(buffer);
            }
          }
          return null;
        });
  }

  private static void checkWaits(Task<?> task) {
    assertThat(catchThrowable(() -> task.await(LONG)))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("still running");
  }
}
