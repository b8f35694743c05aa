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
import dev.sendfile.tck.fixture.Receiver;
import dev.sendfile.tck.fixture.Resources;
import dev.sendfile.tck.fixture.TargetKind;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Ten thousand native transfers hold what one holds, and in the end nothing. */
@EnabledOnOs(value = OS.LINUX, disabledReason = "the calls are those of Linux")
@EnabledForJreRange(min = JRE.JAVA_22, disabledReason = "native calls need Java 22")
@Isolated("it counts what the whole JVM holds")
class NativeLeakIT {

  private static final int TIMES = 10_000;

  /** A keep-alive connection is given up after so many transfers. */
  private static final int PER_CONNECTION = 100;

  private static final int SIZE = 3_000;

  /** Few enough to be kept, if a strategy keeps any. */
  private static final int SOME = 20;

  @TempDir static Path folder;
  private static Path file;

  /** Opened by its owner: a file that is emptied each time takes its file system milliseconds. */
  private static Path copy;

  /** What is done ten thousand times. */
  private enum Work {
    SEND("native-sendfile"),
    SEND_PREPARED("native-sendfile"),
    SEND_BEHIND_HEADER("native-writev"),
    SEND_MAPPED("native-mapped-writev"),
    RECEIVE("native-splice"),
    PUMP("native-splice"),
    COPY("native-copy-file-range");

    private final String strategy;

    Work(String strategy) {
      this.strategy = strategy;
    }

    /** Does it some times on connections of its own; returns how much it held at most. */
    int run(int times) throws Exception {
      Sendfile sendfile = Sendfile.getDefault().withForce(strategy);
      try (Line line = TargetKind.TCP_BLOCKING.open();
          Feed feed = FeedKind.TCP_BLOCKING.open();
          FileSource source = FileSource.builder(file).open();
          FileSource mapped = FileSource.builder(file).mapped().open();
          PreparedTarget target = PreparedTarget.of(line.target(SocketChannel.class));
          FileChannel written = FileChannel.open(copy, StandardOpenOption.WRITE);
          Receiver receiver = Receiver.eager(line)) {
        long sent = 0;
        for (int i = 0; i < times; i++) {
          long bytes =
              sendfile.transfer(request(line, feed, source, mapped, target, written)).bytes();
          sent += this == RECEIVE || this == COPY ? 0 : bytes;
        }
        receiver.awaitCount(sent);
        return Resources.now().descriptors().size();
      }
    }

    private TransferRequest request(
        Line line,
        Feed feed,
        FileSource source,
        FileSource mapped,
        PreparedTarget target,
        FileChannel written)
        throws Exception {
      ByteBuffer header = ByteBuffer.wrap(new byte[100]);
      return switch (this) {
        case SEND -> line.to(TransferRequest.from(file));
        case SEND_PREPARED -> TransferRequest.from(source).to(target);
        case SEND_BEHIND_HEADER -> TransferRequest.from(source).to(target).header(header);
        case SEND_MAPPED -> TransferRequest.from(mapped).to(target).header(header);
        case RECEIVE -> {
          feed.sendNow(new byte[SIZE]);
          yield feed.from().to(written).targetOffset(0).range(0, SIZE);
        }
        case PUMP -> {
          feed.sendNow(new byte[SIZE]);
          yield line.to(feed.from()).range(0, SIZE);
        }
        case COPY -> TransferRequest.from(file).to(written).targetOffset(0);
      };
    }

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
  }

  /**
   * The JDK opens a few descriptors for itself at first use, and a strategy may keep some pipes.
   */
  @BeforeAll
  static void useEverythingOnce() throws Exception {
    file = Content.file(folder, SIZE);
    copy = Content.file(folder, SIZE);
    for (Work work : Work.values()) {
      work.run(3);
    }
  }

  @ParameterizedTest
  @EnumSource(Work.class)
  void tenThousandLeaveNothingBehind(Work work) throws Exception {
    Resources before = Resources.now();
    int most = 0;
    for (int i = 0; i < TIMES / PER_CONNECTION; i++) {
      most = Math.max(most, work.run(PER_CONNECTION));
    }
    assertThat(most)
        .as("descriptors: both connections, the file, and next to nothing else")
        .isLessThan(before.descriptors().size() + SOME);
    Resources.awaitUnmapped(file);
    before.awaitReturn();
  }
}
