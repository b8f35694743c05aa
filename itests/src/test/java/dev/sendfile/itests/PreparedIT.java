package dev.sendfile.itests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import dev.sendfile.FileSource;
import dev.sendfile.PreparedTarget;
import dev.sendfile.RangeException;
import dev.sendfile.Sendfile;
import dev.sendfile.StrategyInfo;
import dev.sendfile.TransferException;
import dev.sendfile.TransferInterruptedException;
import dev.sendfile.TransferRequest;
import dev.sendfile.TransferResult;
import dev.sendfile.TruncatedSourceException;
import dev.sendfile.itests.fixture.Providers;
import dev.sendfile.tck.fixture.Content;
import dev.sendfile.tck.fixture.Line;
import dev.sendfile.tck.fixture.MemoryChannel;
import dev.sendfile.tck.fixture.Pause;
import dev.sendfile.tck.fixture.Receiver;
import dev.sendfile.tck.fixture.Resources;
import dev.sendfile.tck.fixture.SourceKind;
import dev.sendfile.tck.fixture.TargetKind;
import dev.sendfile.tck.fixture.Task;
import dev.sendfile.tck.fixture.ThreadKind;
import dev.sendfile.tck.fixture.WrappedChannel;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files and sockets that are prepared once for many transfers. */
class PreparedIT {

  /** Larger than what a mapping is kept for. */
  private static final int LARGE = 300_000;

  private static final int SMALL = 5_000;

  @TempDir Path folder;

  /** Those that send files to sockets. */
  static List<String> strategies() {
    return Sendfile.getDefault().strategies().stream()
        .map(StrategyInfo::name)
        .filter(it -> Case.claims(it, SourceKind.PATH, TargetKind.TCP_NON_BLOCKING))
        .toList();
  }

  private static FileSource.Builder always(Path file) {
    return FileSource.builder(file).checkEvery(Duration.ZERO);
  }

  private static byte[] sent(FileSource source) throws IOException {
    MemoryChannel target = new MemoryChannel();
    Sendfile.send(source, target);
    return target.bytes();
  }

  // ---- what is sent

  @ParameterizedTest
  @MethodSource("strategies")
  void manyThreadsShareOne(String strategy) throws Exception {
    Sendfile sendfile = Sendfile.getDefault().withForce(strategy);
    for (int size : new int[] {SMALL, LARGE}) {
      Path file = Content.file(folder, size);
      try (FileSource source = FileSource.builder(file).mapped().open()) {
        assertThat(source.size()).isEqualTo(size);
        List<Task<Void>> tasks = new ArrayList<>();
        for (ThreadKind kind : ThreadKind.available()) {
          for (int i = 0; i < 4; i++) {
            tasks.add(kind.start(() -> sendManyTimes(sendfile, source, size)));
          }
        }
        for (Task<Void> task : tasks) {
          task.await();
        }
      }
    }
  }

  private static Void sendManyTimes(Sendfile sendfile, FileSource source, int size)
      throws Exception {
    byte[] content = Content.bytes(size);
    int times = 40;
    // a non-blocking target: some releases decline a shared file for a blocking one
    try (Line line = TargetKind.TCP_NON_BLOCKING.open();
        Receiver receiver = Receiver.eager(line);
        PreparedTarget target = PreparedTarget.of(line.target(SocketChannel.class))) {
      byte[][] all = new byte[times][];
      for (int i = 0; i < times; i++) {
        all[i] = content;
        sendfile.transfer(source, target, 0, size);
      }
      line.finish();
      assertArrayEquals(Content.join(all), receiver.awaitEnd());
    }
    return null;
  }

  @ParameterizedTest
  @MethodSource("strategies")
  void partsHeadersAndTrailersAreSentAsFromAPath(String strategy) throws Exception {
    Path file = Content.file(folder, SMALL);
    byte[] around = Content.bytes(300);
    try (FileSource source = FileSource.builder(file).mapped().open();
        Line line = TargetKind.TCP_NON_BLOCKING.open();
        Receiver receiver = Receiver.eager(line)) {
      TransferRequest request =
          line.to(TransferRequest.from(source))
              .range(1_000, 2_000)
              .header(ByteBuffer.wrap(around))
              .trailer(ByteBuffer.wrap(around));
      TransferResult result = Sendfile.getDefault().withForce(strategy).transfer(request);
      assertThat(result.strategy()).isEqualTo(strategy);
      line.finish();
      byte[] part = java.util.Arrays.copyOfRange(Content.bytes(SMALL), 1_000, 3_000);
      assertArrayEquals(Content.join(around, part, around), receiver.awaitEnd());
    }
  }

  @Test
  void aRangeBeyondTheRememberedSizeIsRefused() throws Exception {
    Path file = Content.file(folder, SMALL);
    try (FileSource source = FileSource.open(file)) {
      MemoryChannel target = new MemoryChannel();
      TransferRequest request = TransferRequest.from(source).to(target);
      RangeException failure =
          catchThrowableOfType(
              RangeException.class, () -> Sendfile.getDefault().transfer(request.range(1, SMALL)));
      assertThat(failure).hasMessageContaining(file.toString());
      assertThat(target.bytes()).isEmpty();
      assertThat(Sendfile.getDefault().transfer(request.range(SMALL, 0)).bytes()).isZero();
    }
  }

  // ---- changes

  @Test
  void oneThatWasReplacedIsNoticedByTheNextTransfer() throws Exception {
    Path file = Content.file(folder, SMALL);
    try (FileSource source = always(file).mapped().open()) {
      assertArrayEquals(Content.bytes(SMALL), sent(source));
      Path other = Content.file(folder, SMALL - 1);
      Files.setLastModifiedTime(other, Files.getLastModifiedTime(file));
      Files.move(other, file, StandardCopyOption.ATOMIC_MOVE);
      assertArrayEquals(Content.bytes(SMALL - 1), sent(source));
      assertThat(source.size()).isEqualTo(SMALL - 1);
    }
  }

  @Test
  void oneThatWasReplacedByOneOfTheSameSizeAndTimeIsNoticedByItsInode() throws Exception {
    Path file = Content.file(folder, SMALL);
    try (FileSource source = always(file).open()) {
      byte[] other = new byte[SMALL];
      Path replacement = Files.write(folder.resolve("replacement"), other);
      Files.setLastModifiedTime(replacement, Files.getLastModifiedTime(file));
      Files.move(replacement, file, StandardCopyOption.ATOMIC_MOVE);
      assertArrayEquals(other, sent(source));
    }
  }

  @Test
  void oneThatGrewIsSentWhole() throws Exception {
    Path file = Content.file(folder, SMALL);
    try (FileSource source = always(file).mapped().open()) {
      Files.write(file, new byte[] {1, 2, 3}, StandardOpenOption.APPEND);
      assertThat(sent(source)).hasSize(SMALL + 3).endsWith(1, 2, 3);
    }
  }

  @Test
  void betweenTwoLooksWhatWasSeenIsSent() throws Exception {
    Path file = Content.file(folder, SMALL);
    try (FileSource source = FileSource.builder(file).checkEvery(Duration.ofHours(1)).open()) {
      Files.move(Content.file(folder, 10), file, StandardCopyOption.ATOMIC_MOVE);
      assertArrayEquals(Content.bytes(SMALL), sent(source));
    }
  }

  @ParameterizedTest
  @MethodSource("strategies")
  void oneThatWasCutShortBetweenTwoLooksIsATruncation(String strategy) throws Exception {
    Path file = Content.file(folder, SMALL);
    try (FileSource source =
            FileSource.builder(file).mapped().checkEvery(Duration.ofHours(1)).open();
        Line line = TargetKind.TCP_NON_BLOCKING.open();
        Receiver receiver = Receiver.eager(line)) {
      try (FileChannel cut = FileChannel.open(file, StandardOpenOption.WRITE)) {
        cut.truncate(1_234);
      }
      TruncatedSourceException failure =
          catchThrowableOfType(
              TruncatedSourceException.class,
              () ->
                  Sendfile.getDefault()
                      .withForce(strategy)
                      .transfer(line.to(TransferRequest.from(source))));
      assertThat(failure.bytesTransferred()).isEqualTo(1_234);
      line.finish();
      assertThat(receiver.awaitEnd())
          .startsWith(java.util.Arrays.copyOf(Content.bytes(SMALL), 1_234));
    }
  }

  @Test
  void aTransferUnderWayGoesOnWithTheFileItBeganWith() throws Exception {
    Path file = Content.file(folder, 4 << 20);
    try (FileSource source = always(file).open();
        Line line = TargetKind.TCP_NON_BLOCKING.openNarrow();
        Receiver receiver = Receiver.stallingAfter(line, 1)) {
      Task<TransferResult> task =
          ThreadKind.PLATFORM.start(
              () -> Sendfile.getDefault().transfer(line.to(TransferRequest.from(source))));
      receiver.awaitCount(1);
      Files.move(Content.file(folder, 10), file, StandardCopyOption.ATOMIC_MOVE);
      assertArrayEquals(Content.bytes(10), sent(source));
      receiver.release();
      assertThat(task.await().bytes()).isEqualTo(4 << 20);
      line.finish();
      assertArrayEquals(Content.bytes(4 << 20), receiver.awaitEnd());
    }
  }

  @Test
  void oneThatWasDeletedIsMissedAtTheNextLook() throws Exception {
    Path file = Content.file(folder, SMALL);
    try (FileSource source = always(file).open()) {
      Files.delete(file);
      assertThatThrownBy(() -> sent(source))
          .isInstanceOf(TransferException.class)
          .hasMessageContaining(file + " does not exist");
      Files.write(file, new byte[] {9});
      assertThat(sent(source)).containsExactly(9);
    }
  }

  @Test
  void oneThatWasDeletedIsMissedByAllThatFollow() throws Exception {
    Path file = Content.file(folder, SMALL);
    Duration age = Duration.ofSeconds(2);
    try (FileSource source = FileSource.builder(file).checkEvery(age).open()) {
      Files.delete(file);
      Pause.of(age);
      for (int i = 0; i < 2; i++) {
        assertThatThrownBy(() -> sent(source)).hasMessageContaining("does not exist");
      }
    }
  }

  // ---- what is held

  @Test
  void aThousandSendsHoldFewDescriptorsAndLeaveNone() throws Exception {
    Path file = Content.file(folder, SMALL);
    FileSource source = FileSource.builder(file).mapped().open();
    for (String strategy : strategies()) {
      Sendfile sendfile = Sendfile.getDefault().withForce(strategy);
      try (Line line = TargetKind.TCP_NON_BLOCKING.open();
          Receiver receiver = Receiver.eager(line)) {
        TransferRequest request = line.to(TransferRequest.from(source));
        for (int i = 0; i < 1_000; i++) {
          sendfile.transfer(request);
        }
        receiver.awaitCount(1_000L * SMALL);
      }
      // the channel's, and one that strategies of system calls keep
      assertThat(openDescriptors(file))
          .isLessThanOrEqualTo(Providers.nativeStrategies().isEmpty() ? 1 : 2);
    }
    source.close();
    source.close();
    assertThat(openDescriptors(file)).isZero();
    assertThat(mappings(file)).isEmpty();
  }

  private static long openDescriptors(Path file) {
    return Resources.now().descriptors().stream().filter(it -> it.equals(file.toString())).count();
  }

  private static List<String> mappings(Path file) throws IOException {
    Path maps = Path.of("/proc/self/maps");
    return Files.exists(maps)
        ? Files.readAllLines(maps).stream().filter(it -> it.endsWith(file.toString())).toList()
        : List.of();
  }

  @Test
  void aClosedOneIsRefusedAndATransferUnderWayEndsWell() throws Exception {
    Path file = Content.file(folder, 4 << 20);
    FileSource source = FileSource.open(file);
    try (Line line = TargetKind.TCP_NON_BLOCKING.openNarrow();
        Receiver receiver = Receiver.stallingAfter(line, 1)) {
      Task<TransferResult> task =
          ThreadKind.PLATFORM.start(
              () -> Sendfile.getDefault().transfer(line.to(TransferRequest.from(source))));
      receiver.awaitCount(1);
      source.close();
      assertThatThrownBy(() -> sent(source))
          .isInstanceOf(TransferException.class)
          .hasMessageContainingAll(file.toString(), "is closed", "open a new one");
      receiver.release();
      assertThat(task.await().bytes()).isEqualTo(4 << 20);
    }
    assertThat(openDescriptors(file)).isZero();
  }

  /** The JDK closes the channel that a thread is blocked on; nobody else shall suffer for long. */
  @Test
  void oneWhoseChannelAnInterruptHasClosedOpensItAgain() throws Exception {
    Path file = Content.file(folder, 4 << 20);
    try (FileSource source = FileSource.open(file)) {
      for (String strategy : strategies()) {
        try (Line line = TargetKind.TCP_BLOCKING.openNarrow();
            Receiver receiver = Receiver.stallingAfter(line, 1)) {
          Sendfile sendfile = Sendfile.getDefault().withForce(strategy);
          TransferRequest request = line.to(TransferRequest.from(source));
          if (sendfile.explain(request).chosen().isEmpty()) {
            continue; // a release that declines a shared file for a blocking target
          }
          Task<TransferResult> task = ThreadKind.PLATFORM.start(() -> sendfile.transfer(request));
          receiver.awaitCount(1);
          Pause.of(Duration.ofMillis(100));
          task.thread().interrupt();
          task.awaitFailure(TransferInterruptedException.class, Duration.ofSeconds(60));
        }
        assertArrayEquals(Content.bytes(4 << 20), sent(source));
      }
    }
  }

  @Test
  void cancellingOneTransferLeavesTheFileToTheOthers() throws Exception {
    Path file = Content.file(folder, 4 << 20);
    try (FileSource source = FileSource.open(file);
        Line line = TargetKind.TCP_BLOCKING.openNarrow();
        Receiver receiver = Receiver.stallingAfter(line, 1)) {
      Sendfile sendfile = Sendfile.getDefault().withWriteTimeout(Duration.ofMillis(200));
      ThreadKind.PLATFORM
          .start(() -> sendfile.transfer(line.to(TransferRequest.from(source))))
          .awaitFailure(dev.sendfile.TransferTimeoutException.class, Duration.ofSeconds(60));
      long descriptors = openDescriptors(file);
      assertArrayEquals(Content.bytes(4 << 20), sent(source));
      assertThat(openDescriptors(file)).isEqualTo(descriptors);
      receiver.release();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/proc/self", "/dev/null", "/nowhere/at/all"})
  void whatIsNotAFileIsRefused(String path) {
    org.junit.jupiter.api.Assumptions.assumeTrue(Files.exists(Path.of("/proc/self")));
    assertThatThrownBy(() -> FileSource.open(Path.of(path)))
        .isInstanceOf(TransferException.class)
        .hasMessageContaining(path);
  }

  @Test
  void anAgeBelowZeroIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> always(folder).checkEvery(Duration.ofMillis(-1)))
        .withMessageContaining("-0.001");
  }

  // ---- targets

  @Test
  void aKeepAliveSocketTakesOneTransferAfterTheOtherAndStaysOpen() throws Exception {
    Path file = Content.file(folder, 42);
    try (FileSource source = FileSource.open(file);
        Line line = TargetKind.TCP_BLOCKING.open();
        Receiver receiver = Receiver.eager(line)) {
      SocketChannel channel = line.target(SocketChannel.class);
      PreparedTarget target = PreparedTarget.of(channel);
      assertThat(target.channel()).isSameAs(channel);
      for (int i = 0; i < 14; i++) {
        Sendfile.getDefault().transfer(source, target, 3L * i, 3);
      }
      target.close();
      target.close();
      assertThat(channel.isOpen()).isTrue();
      Sendfile.getDefault().transfer(TransferRequest.from(source).to(target).range(0, 1));
      line.finish();
      byte[] content = Content.bytes(42);
      assertArrayEquals(Content.join(content, new byte[] {content[0]}), receiver.awaitEnd());
    }
  }

  @Test
  void aClosedSocketIsRefused() throws Exception {
    try (FileSource source = FileSource.open(Content.file(folder, 42));
        Line line = TargetKind.TCP_BLOCKING.open();
        PreparedTarget target = PreparedTarget.of(line.target(SocketChannel.class))) {
      line.closeTarget();
      assertThatThrownBy(() -> Sendfile.getDefault().transfer(source, target, 0, 42))
          .isInstanceOf(TransferException.class)
          .hasMessageContaining("closed");
    }
  }

  @Test
  void aWrapperLooksLikeAnOrdinaryChannelToo() throws Exception {
    Path file = Content.file(folder, SMALL);
    try (FileSource source = FileSource.builder(file).mapped().open();
        Line line = TargetKind.CHANNEL_BLOCKING.open();
        Receiver receiver = Receiver.eager(line)) {
      Sendfile.send(source, line.target(WrappedChannel.class));
      line.finish();
      assertArrayEquals(Content.bytes(SMALL), receiver.awaitEnd());
    }
  }
}
