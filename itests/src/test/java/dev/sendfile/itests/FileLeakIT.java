package dev.sendfile.itests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.sendfile.Sendfile;
import dev.sendfile.StrategyInfo;
import dev.sendfile.TargetOption;
import dev.sendfile.TransferException;
import dev.sendfile.TransferRequest;
import dev.sendfile.TransferResult;
import dev.sendfile.itests.fixture.CpuTime;
import dev.sendfile.tck.fixture.Content;
import dev.sendfile.tck.fixture.Feed;
import dev.sendfile.tck.fixture.FeedKind;
import dev.sendfile.tck.fixture.FileTargetKind;
import dev.sendfile.tck.fixture.Idle;
import dev.sendfile.tck.fixture.Line;
import dev.sendfile.tck.fixture.Pause;
import dev.sendfile.tck.fixture.Receiver;
import dev.sendfile.tck.fixture.Resources;
import dev.sendfile.tck.fixture.TargetKind;
import dev.sendfile.tck.fixture.Task;
import dev.sendfile.tck.fixture.ThreadKind;
import dev.sendfile.tck.fixture.Timing;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What is received, copied, pumped or failed at leaves nothing behind but the files asked for. */
@Isolated("it counts what the whole JVM holds")
class FileLeakIT {

  private static final int ALL = 10_000;

  /** One in so many is of {@link #LARGE} bytes, all others of {@link #SMALL}. */
  private static final int RARELY = 10;

  /** For how long stalled transfers are watched; one that spins would use up as much of a core. */
  private static final Duration WATCHED = Duration.ofMillis(600);

  private static final Duration A_SPIN = Duration.ofMillis(400);

  private static final Duration PATIENCE = Timing.patience();

  private static final int SMALL = 3_000;
  private static final int LARGE = 64 << 10;

  @TempDir static Path folder;

  /** What is moved in a round. */
  private enum Work {
    SEND,
    RECEIVE,
    COPY,
    PUMP
  }

  /**
   * What a strategy claims.
   *
   * @param strategy its name
   * @param work what it does
   */
  private record Share(String strategy, Work work) {}

  /** The JDK opens a few descriptors for itself at the first use of each kind of channel. */
  @BeforeAll
  static void useEverythingOnce() throws Exception {
    for (Share share : shares()) {
      run(share, 2, Content.file(folder, SMALL), Content.file(folder, LARGE));
    }
    stall(ThreadKind.available().get(ThreadKind.available().size() - 1), FeedKind.TCP_BLOCKING, 2);
  }

  private static List<Share> shares() throws Exception {
    List<Share> shares = new ArrayList<>();
    Path file = Content.file(folder, LARGE);
    for (StrategyInfo strategy : Sendfile.getDefault().strategies()) {
      for (Work work : Work.values()) {
        try (Line line = TargetKind.TCP_BLOCKING.open();
            Feed feed = FeedKind.TCP_BLOCKING.open()) {
          TransferRequest request =
              switch (work) {
                case SEND -> line.to(TransferRequest.from(file));
                case RECEIVE -> feed.from().to(folder.resolve("never"));
                case COPY -> TransferRequest.from(file).to(folder.resolve("never"));
                case PUMP -> line.to(feed.from());
              };
          Sendfile forced = Sendfile.getDefault().withForce(strategy.name());
          boolean everywhere = !strategy.name().equals("native-reflink"); // not on all file systems
          if (everywhere && forced.explain(request).chosen().isPresent()) {
            shares.add(new Share(strategy.name(), work));
          }
        }
      }
    }
    return shares;
  }

  private static void run(Share share, int count, Path small, Path large) throws Exception {
    Sendfile sendfile = Sendfile.getDefault().withForce(share.strategy());
    Path written = folder.resolve("written.bin");
    byte[] content = Content.bytes(SMALL);
    try (Line line = TargetKind.TCP_BLOCKING.open();
        Feed feed = FeedKind.TCP_BLOCKING.open();
        Receiver receiver = Receiver.eager(line)) {
      int descriptors = Resources.now().descriptors().size();
      long sent = 0;
      for (int i = 0; i < count; i++) {
        Path file = i % RARELY == 0 ? large : small;
        switch (share.work()) {
          case SEND -> sent += sendfile.transfer(line.to(TransferRequest.from(file))).bytes();
          case COPY -> sendfile.transfer(TransferRequest.from(file).to(written));
          case RECEIVE -> {
            feed.sendNow(content);
            sendfile.transfer(feed.from().to(written).range(0, SMALL));
          }
          case PUMP -> {
            feed.sendNow(content);
            sent += sendfile.transfer(line.to(feed.from()).range(0, SMALL)).bytes();
          }
        }
      }
      assertThat(Resources.now().descriptors())
          .as("at once: later the collector may have closed those that were forgotten")
          .hasSizeLessThan(descriptors + 10);
      receiver.awaitCount(sent);
    }
    Files.deleteIfExists(written);
  }

  @Test
  void tenThousandTransfersOfAllKindsLeaveNothingBehind() throws Exception {
    Path small = Content.file(folder, SMALL);
    Path large = Content.file(folder, LARGE);
    List<Share> shares = shares();
    Resources before = Resources.now();
    for (Share share : shares) {
      run(share, ALL / shares.size() + 1, small, large);
      Resources.awaitUnmapped(small);
      Resources.awaitUnmapped(large);
      before.awaitReturn();
    }
  }

  /** A file in use is mapped at most once for each transfer, and here there is only one. */
  @Test
  void whatFailsOrIsRefusedLeavesNothingBehind() throws Exception {
    Path file = Content.file(folder, LARGE);
    Path written = folder.resolve("failed.bin");
    Resources before = Resources.now();
    for (StrategyInfo strategy : Sendfile.getDefault().strategies()) {
      Sendfile sendfile = Sendfile.getDefault().withForce(strategy.name());
      for (int i = 0; i < 20; i++) {
        for (TransferRequest request :
            new TransferRequest[] {
              TransferRequest.from(file).to(written).range(0, LARGE + 1),
              TransferRequest.from(file).to(file),
              TransferRequest.from(file).to(folder),
              TransferRequest.from(file).to(folder.resolve("missing").resolve("file")),
              TransferRequest.from(file).to(file).targetOptions(TargetOption.CREATE_NEW)
            }) {
          assertThat(catchThrowable(() -> sendfile.transfer(request)))
              .isInstanceOf(TransferException.class);
        }
        for (FileTargetKind kind : FileTargetKind.values()) {
          checkTruncated(Sendfile.getDefault(), kind);
        }
      }
    }
    assertThat(written).doesNotExist();
    Resources.awaitUnmapped(file);
    before.awaitReturn();
  }

  private static void checkTruncated(Sendfile sendfile, FileTargetKind kind) throws Exception {
    Path target = Files.write(folder.resolve("truncated.bin"), new byte[10]);
    try (Feed feed = FeedKind.UNIX_BLOCKING.open();
        FileTargetKind.Opened opened = kind.open(target)) {
      feed.sendNow(new byte[100]);
      feed.end();
      TransferRequest request = opened.request(feed.from()).range(0, 101);
      assertThat(catchThrowable(() -> sendfile.transfer(request)))
          .isInstanceOf(TransferException.class);
    }
    Files.delete(target);
  }

  @ParameterizedTest
  @EnumSource(
      value = FeedKind.class,
      names = {"TCP_BLOCKING", "UNIX_BLOCKING", "PIPE_BLOCKING"})
  @EnabledForJreRange(min = JRE.JAVA_21)
  void stalledReceivesOnVirtualThreadsHoldNextToNothingAndDoNotSpin(FeedKind kind)
      throws Exception {
    checkStalled(ThreadKind.VIRTUAL, kind);
  }

  @ParameterizedTest
  @MethodSource("nonBlocking")
  void stalledReceivesFromNonBlockingSourcesHoldNextToNothingAndDoNotSpin(FeedKind kind)
      throws Exception {
    checkStalled(ThreadKind.PLATFORM, kind);
  }

  static Stream<FeedKind> nonBlocking() {
    return Stream.of(FeedKind.values()).filter(it -> !it.isBlocking());
  }

  private static void checkStalled(ThreadKind thread, FeedKind kind) throws Exception {
    Resources before = Resources.now();
    stall(thread, kind, 60);
    before.awaitReturn();
  }

  /** Receives with buffers of 1 MiB from senders that have sent two pages and send no more. */
  private static void stall(ThreadKind thread, FeedKind kind, int count) throws Exception {
    Sendfile sendfile = Sendfile.getDefault().withForce("read-write").withBufferSize(1 << 20);
    long directBefore = Resources.directMemory();
    List<Feed> feeds = new ArrayList<>();
    List<Task<TransferResult>> tasks = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Path target = folder.resolve("stalled" + i);
      Feed feed = kind.open();
      feeds.add(feed);
      tasks.add(thread.start(() -> sendfile.transfer(feed.from().to(target))));
      feed.sendNow(new byte[8192]);
      Pause.untilSize(target, 8192);
    }
    Idle.await(CpuTime::ofProcess, WATCHED, A_SPIN, PATIENCE);
    assertThat(Resources.directMemory() - directBefore)
        .isLessThan(Resources.CACHE_BOUND + count * 4096L + (1 << 20));
    for (int i = 0; i < count; i++) {
      feeds.get(i).end();
      assertThat(tasks.get(i).await().bytes()).isEqualTo(8192);
      feeds.get(i).close();
      Files.delete(folder.resolve("stalled" + i));
    }
  }
}
