package dev.sendfile.itests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import dev.sendfile.Sendfile;
import dev.sendfile.TransferException;
import dev.sendfile.TransferRequest;
import dev.sendfile.TransferResult;
import dev.sendfile.TransferTimeoutException;
import dev.sendfile.itests.fixture.ScriptedStrategy;
import dev.sendfile.tck.fixture.ClosingChannel;
import dev.sendfile.tck.fixture.Content;
import dev.sendfile.tck.fixture.LyingChannel;
import dev.sendfile.tck.fixture.LyingChannel.Lie;
import dev.sendfile.tck.fixture.MemoryChannel;
import dev.sendfile.tck.fixture.OneByteChannel;
import dev.sendfile.tck.fixture.SlowChannel;
import dev.sendfile.tck.fixture.SourceKind;
import dev.sendfile.tck.fixture.Starved;
import dev.sendfile.tck.fixture.ThrowingChannel;
import dev.sendfile.tck.fixture.Timing;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Targets that take single bytes, take their time, close, throw or lie. */
class OddChannelIT {

  private static final int SIZE = 20_000;
  private static final byte[] CONTENT = Content.bytes(SIZE);

  @TempDir static Path folder;
  private static Path file;

  @BeforeAll
  static void makeFile() throws Exception {
    file = Content.file(folder, SIZE);
  }

  /**
   * What serves a channel that is none of the JDK's: the loop, and a strategy without its
   * capabilities.
   */
  static List<Sendfile> loops() {
    return List.of(
        Sendfile.getDefault().withForce("rwloop"),
        Sendfile.getDefault().withForce("mmap"),
        Sendfile.builder().strategies(ScriptedStrategy.honest("mine")).build());
  }

  private static TransferResult send(Sendfile sendfile, WritableByteChannel target)
      throws TransferException {
    return sendfile.transfer(TransferRequest.from(file).to(target));
  }

  private static TransferException fail(Sendfile sendfile, WritableByteChannel target) {
    return catchThrowableOfType(TransferException.class, () -> send(sendfile, target));
  }

  @ParameterizedTest
  @MethodSource("loops")
  void oneByteAtATimeIsEnough(Sendfile sendfile) throws Exception {
    MemoryChannel target = new MemoryChannel();
    TransferRequest request =
        TransferRequest.from(file)
            .to(new OneByteChannel(target))
            .header(ByteBuffer.wrap(CONTENT, 0, 50))
            .trailer(ByteBuffer.wrap(CONTENT, 0, 50));
    assertThat(sendfile.transfer(request).bytes()).isEqualTo(SIZE + 100);
    byte[] around = Arrays.copyOf(CONTENT, 50);
    assertArrayEquals(Content.join(around, CONTENT, around), target.bytes());
  }

  /** Altogether it takes longer than the timeout, and each single write a fiftieth of it. */
  @ParameterizedTest
  @MethodSource("loops")
  void aSlowChannelIsNotTakenForADeadOne(Sendfile sendfile) throws Exception {
    MemoryChannel target = new MemoryChannel();
    Sendfile timed = sendfile.withWriteTimeout(Duration.ofSeconds(1));
    Starved.unless(
        Duration.ofSeconds(1),
        () -> send(timed, new SlowChannel(target, Duration.ofMillis(20), SIZE / 60)));
    assertArrayEquals(CONTENT, target.bytes());
  }

  @ParameterizedTest
  @MethodSource("loops")
  void aChannelThatBlocksTooLongIsClosed(Sendfile sendfile) {
    MemoryChannel target = new MemoryChannel();
    Sendfile timed = sendfile.withWriteTimeout(Duration.ofMillis(100));
    TransferException failure = fail(timed, new SlowChannel(target, Timing.patience(), SIZE));
    assertThat(failure).isInstanceOf(TransferTimeoutException.class);
    assertThat(target.isOpen()).isFalse();
    assertThat((long) target.bytes().length)
        .isBetween(failure.bytesTransferred(), failure.bytesTransferredAtMost());
  }

  @ParameterizedTest
  @MethodSource("loops")
  void aChannelThatClosesItselfEndsTheTransferAtThatByte(Sendfile sendfile) {
    MemoryChannel target = new MemoryChannel();
    TransferException failure = fail(sendfile, new ClosingChannel(target, 7_777, null));
    assertThat(failure).hasMessageContaining("closed");
    assertThat(failure.bytesTransferred()).isEqualTo(7_777);
    assertArrayEquals(Arrays.copyOf(CONTENT, 7_777), target.bytes());
  }

  @ParameterizedTest
  @MethodSource("loops")
  void aSourceClosedByItsReceiverEndsTheTransferAtThatByte(Sendfile sendfile) throws Exception {
    MemoryChannel target = new MemoryChannel();
    FileChannel source = FileChannel.open(file);
    TransferRequest request =
        TransferRequest.from(source).to(new ClosingChannel(target, 7_777, source));
    TransferException failure =
        catchThrowableOfType(TransferException.class, () -> sendfile.transfer(request));
    assertThat(failure).hasMessageContaining("source").hasMessageContaining("closed");
    assertThat(failure.bytesTransferred()).isEqualTo(7_777);
    assertArrayEquals(Arrays.copyOf(CONTENT, 7_777), target.bytes());
  }

  @ParameterizedTest
  @MethodSource("loops")
  void aChannelThatThrowsEndsTheTransferAtThatByteWithItsOwnWords(Sendfile sendfile) {
    MemoryChannel target = new MemoryChannel();
    TransferException failure = fail(sendfile, new ThrowingChannel(target, 7_777));
    assertThat(failure).hasMessageContaining("no space left on this device, says the test (1)");
    assertThat(failure.bytesTransferred()).isEqualTo(7_777);
    assertArrayEquals(Arrays.copyOf(CONTENT, 7_777), target.bytes());
  }

  /**
   * It does not tell what it had accepted when it threw, so another attempt might double a byte.
   */
  @Test
  void aFaultOfAnUnknownChannelIsNotTriedAgain() {
    Sendfile two =
        Sendfile.builder()
            .strategies(ScriptedStrategy.honest("a"), ScriptedStrategy.honest("b"))
            .build();
    TransferException failure = fail(two, new ThrowingChannel(new MemoryChannel(), 7_777));
    assertThat(failure.getCause()).hasMessageContaining("(1)").hasNoSuppressedExceptions();
    assertThat(failure.bytesTransferred()).isEqualTo(7_777);
    assertThat(failure.bytesTransferredAtMost()).isGreaterThan(7_777);
    assertThat(failure.strategy()).hasValue("a");
  }

  @ParameterizedTest
  @MethodSource("loops")
  void aChannelThatIsFullForLongIsWaitedFor(Sendfile sendfile) throws Exception {
    MemoryChannel target = new MemoryChannel();
    send(sendfile, new LyingChannel(target, Lie.LONG_FULL, 15));
    assertArrayEquals(CONTENT, target.bytes());
  }

  @ParameterizedTest
  @MethodSource("loops")
  void aChannelThatIsFullForEverTimesOut(Sendfile sendfile) {
    Sendfile timed = sendfile.withWriteTimeout(Duration.ofMillis(200));
    TransferException failure =
        fail(timed, new LyingChannel(new MemoryChannel(), Lie.LONG_FULL, Integer.MAX_VALUE));
    assertThat(failure).isInstanceOf(TransferTimeoutException.class);
    assertThat(failure.bytesTransferredAtMost()).isZero();
  }

  /** All or an account: a count that the buffer belies must not pass for success. */
  @ParameterizedTest
  @EnumSource(
      value = Lie.class,
      names = {"SAYS_MORE", "TOOK_BUT_SAYS_NONE", "MINUS_ONE"})
  void aCountThatTheBufferBeliesNeverPassesForSuccess(Lie lie) {
    for (Sendfile sendfile : loops()) {
      MemoryChannel target = new MemoryChannel();
      Sendfile small = sendfile.withBufferSize(4_096);
      try {
        send(small, new LyingChannel(target, lie, 1));
        assertArrayEquals(CONTENT, target.bytes());
      } catch (TransferException e) {
        assertThat((long) target.bytes().length)
            .isBetween(e.bytesTransferred(), e.bytesTransferredAtMost());
      }
    }
  }

  @ParameterizedTest
  @EnumSource(SourceKind.class)
  void aFileChannelTakesTheBytesAtItsPosition(SourceKind source) throws Exception {
    Path other = Content.file(folder, 100);
    try (SourceKind.Opened opened = source.open(file);
        FileChannel target = FileChannel.open(other, StandardOpenOption.WRITE)) {
      target.position(60);
      TransferResult result = Sendfile.getDefault().transfer(opened.from().to(target).range(0, 30));
      assertThat(result.route()).hasToString("file -> file");
      assertThat(target.position()).isEqualTo(90);
    }
    byte[] expected = Content.bytes(100);
    System.arraycopy(CONTENT, 0, expected, 60, 30);
    assertArrayEquals(expected, Files.readAllBytes(other));
  }
}
