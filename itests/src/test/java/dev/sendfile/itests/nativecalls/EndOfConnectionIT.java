package dev.sendfile.itests.nativecalls;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sendfile.FileSource;
import dev.sendfile.PreparedTarget;
import dev.sendfile.Sendfile;
import dev.sendfile.TransferRequest;
import dev.sendfile.tck.fixture.Content;
import dev.sendfile.tck.fixture.Feed;
import dev.sendfile.tck.fixture.FeedKind;
import dev.sendfile.tck.fixture.Line;
import dev.sendfile.tck.fixture.Metronome;
import dev.sendfile.tck.fixture.TargetKind;
import dev.sendfile.tck.fixture.Task;
import dev.sendfile.tck.fixture.ThreadKind;
import dev.sendfile.tck.fixture.Timing;
import java.io.Closeable;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A connection ends for the peer when its owner closes it: a descriptor that a strategy has kept
 * must not hold that back.
 */
@EnabledOnOs(value = OS.LINUX, disabledReason = "the calls are those of Linux")
@EnabledForJreRange(min = JRE.JAVA_22, disabledReason = "native calls need Java 22")
@Isolated("it takes times")
class EndOfConnectionIT {

  private static final int ROUNDS = 15;

  private static final int SIZE = 5_000;

  /** What a prepared target may need to notice. */
  private static final Duration PROMISED = Duration.ofMillis(200);

  /** Nobody has to notice anything: what a thread takes to be woken. */
  private static final Duration AT_ONCE = Duration.ofMillis(20);

  @TempDir static Path folder;
  private static Path file;

  @BeforeAll
  static void makeFile() throws Exception {
    file = Content.file(folder, SIZE);
  }

  /** Reads up to the end of the stream on a thread of its own. */
  private static Task<Integer> reader(ReadableByteChannel far) {
    return ThreadKind.PLATFORM.start(
        () -> {
          int count = 0;
          ByteBuffer buffer = ByteBuffer.allocate(2 * SIZE);
          for (int n = far.read(buffer); n >= 0; n = far.read(buffer.clear())) {
            count += n;
          }
          return count;
        });
  }

  @ParameterizedTest
  @CsvSource({
    "native-sendfile, TCP_BLOCKING",
    "native-sendfile, TCP_NON_BLOCKING",
    "native-sendfile, UNIX_BLOCKING",
    "native-writev, TCP_BLOCKING",
    "native-writev, UNIX_NON_BLOCKING",
    "native-mapped-writev, TCP_BLOCKING",
    "native-mapped-writev, UNIX_BLOCKING"
  })
  void aPreparedTargetThatIsClosedWithoutBeingLetGoEndsSoon(String strategy, TargetKind kind)
      throws Exception {
    Sendfile sendfile = Sendfile.getDefault().withForce(strategy);
    Latencies ends = new Latencies();
    try (FileSource source = FileSource.builder(file).mapped().open()) {
      for (int i = 0; i < ROUNDS; i++) {
        try (Line line = kind.open();
            PreparedTarget target = PreparedTarget.of(line.target(SocketChannel.class))) {
          Task<Integer> reader = reader(line.far());
          sendfile.transfer(TransferRequest.from(source).to(target));
          sendfile.transfer(TransferRequest.from(source).to(target));
          ends.add(timeToEnd(reader, line::closeTarget, 2 * SIZE));
        }
      }
    }
    Timing.check(ends.quantile(1), PROMISED);
  }

  @Test
  void aPreparedTargetThatWasLetGoEndsAtOnce() throws Exception {
    Sendfile sendfile = Sendfile.getDefault().withForce("native-sendfile");
    Latencies ends = new Latencies();
    try (FileSource source = FileSource.builder(file).open()) {
      for (int i = 0; i < ROUNDS; i++) {
        try (Line line = TargetKind.TCP_BLOCKING.open()) {
          Task<Integer> reader = reader(line.far());
          try (PreparedTarget target = PreparedTarget.of(line.target(SocketChannel.class))) {
            sendfile.transfer(TransferRequest.from(source).to(target));
          }
          ends.add(timeToEnd(reader, line::closeTarget, SIZE));
        }
      }
    }
    checkAtOnce(ends);
  }

  @ParameterizedTest
  @EnumSource(
      value = TargetKind.class,
      names = {"TCP_BLOCKING", "TCP_NON_BLOCKING", "UNIX_BLOCKING", "PLAIN_SOCKET"})
  void afterAnOrdinarySendItEndsAtOnce(TargetKind kind) throws Exception {
    Sendfile sendfile = Sendfile.getDefault().withForce("native-sendfile");
    Latencies ends = new Latencies();
    for (int i = 0; i < ROUNDS; i++) {
      try (Line line = kind.open()) {
        Task<Integer> reader = reader(line.far());
        sendfile.transfer(line.to(TransferRequest.from(file)));
        ends.add(timeToEnd(reader, line::closeTarget, SIZE));
      }
    }
    checkAtOnce(ends);
  }

  @ParameterizedTest
  @EnumSource(
      value = FeedKind.class,
      names = {"TCP_BLOCKING", "TCP_NON_BLOCKING", "UNIX_BLOCKING", "PLAIN_SOCKET"})
  void afterAnOrdinaryReceiveItEndsAtOnce(FeedKind kind) throws Exception {
    Sendfile sendfile = Sendfile.getDefault().withForce("native-splice");
    Latencies ends = new Latencies();
    for (int i = 0; i < ROUNDS; i++) {
      try (Feed feed = kind.open()) {
        feed.sendNow(Content.bytes(SIZE));
        sendfile.transfer(feed.from().to(folder.resolve("received")).range(0, SIZE));
        Task<Integer> reader = reader((SocketChannel) feed.far());
        ends.add(timeToEnd(reader, feed::closeSource, 0));
      }
    }
    checkAtOnce(ends);
  }

  /**
   * Closes, and tells how many nanoseconds later the far end had seen so many bytes and the end.
   */
  private static long timeToEnd(Task<Integer> reader, Closeable connection, int bytes)
      throws Exception {
    try (Metronome metronome = new Metronome()) {
      long closedAt = System.nanoTime();
      connection.close();
      assertThat(reader.await()).isEqualTo(bytes);
      return metronome.took(closedAt, reader.endedAt());
    }
  }

  /** One in ten may be held up by what else runs on this machine. */
  private static void checkAtOnce(Latencies ends) {
    Timing.check(ends.quantile(0.9), AT_ONCE);
    Timing.check(ends.quantile(1), PROMISED);
  }
}
