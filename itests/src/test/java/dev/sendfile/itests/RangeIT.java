package dev.sendfile.itests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sendfile.RangeException;
import dev.sendfile.Sendfile;
import dev.sendfile.TransferRequest;
import dev.sendfile.TransferResult;
import dev.sendfile.itests.fixture.ScriptedStrategy;
import dev.sendfile.tck.fixture.Content;
import dev.sendfile.tck.fixture.Line;
import dev.sendfile.tck.fixture.Receiver;
import dev.sendfile.tck.fixture.SourceKind;
import dev.sendfile.tck.fixture.TargetKind;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Only the range asked for leaves, and a range that is not there is refused before a byte moves.
 */
class RangeIT {

  private static final String ALL = "dev.sendfile.itests.Case#all";
  private static final String PATHS = "dev.sendfile.itests.Case#onPlatformThreads";
  private static final int SIZE = 200_000;

  @TempDir static Path folder;
  private static Path file;

  @BeforeAll
  static void makeFile() throws Exception {
    file = Content.file(folder, SIZE);
  }

  @ParameterizedTest
  @MethodSource(ALL)
  void onlyTheRangeLeaves(Case it) throws Exception {
    long[][] ranges = {
      {0, 1}, {0, SIZE}, {1, SIZE - 1}, {SIZE - 1, 1}, {4095, 2}, {4096, 4096}, {65_535, 65_537}
    };
    for (long[] range : ranges) {
      try (Line line = it.target().open();
          SourceKind.Opened opened = it.source().open(file);
          Receiver receiver = Receiver.eager(line)) {
        TransferRequest request = it.request(opened, line).range(range[0], range[1]);
        TransferResult result = it.thread().call(() -> it.sendfile().transfer(request));
        assertThat(result.bytes()).isEqualTo(range[1]);
        assertThat(opened.isUntouched()).isTrue();
        line.finish();
        assertThat(receiver.awaitEnd()).isEqualTo(slice(range[0], range[0] + range[1]));
      }
    }
  }

  @ParameterizedTest
  @MethodSource(ALL)
  void anOffsetAloneSendsTheTail(Case it) throws Exception {
    try (Line line = it.target().open();
        SourceKind.Opened opened = it.source().open(file);
        Receiver receiver = Receiver.eager(line)) {
      TransferRequest request = it.request(opened, line).offset(150_001);
      assertThat(it.thread().call(() -> it.sendfile().transfer(request)).bytes())
          .isEqualTo(SIZE - 150_001);
      line.finish();
      assertThat(receiver.awaitEnd()).isEqualTo(slice(150_001, SIZE));
    }
  }

  @ParameterizedTest
  @MethodSource(ALL)
  void nothingAskedIsNothingSent(Case it) throws Exception {
    try (Line line = it.target().open();
        SourceKind.Opened opened = it.source().open(file);
        Receiver receiver = Receiver.eager(line)) {
      TransferRequest whole = it.request(opened, line);
      for (TransferRequest none :
          new TransferRequest[] {whole.range(0, 0), whole.range(SIZE, 0), whole.offset(SIZE)}) {
        TransferResult result = it.thread().call(() -> it.sendfile().transfer(none));
        assertThat(result.bytes()).isZero();
        assertThat(result.strategy()).isEqualTo(it.strategy());
      }
      line.finish();
      assertThat(receiver.awaitEnd()).isEmpty();
    }
  }

  @Test
  void nothingAskedOpensNoSession() throws Exception {
    ScriptedStrategy strategy = ScriptedStrategy.honest("mine");
    Sendfile sendfile = Sendfile.builder().strategies(strategy).build();
    try (Line line = TargetKind.TCP_BLOCKING.open();
        Receiver receiver = Receiver.eager(line)) {
      assertThat(sendfile.transfer(line.to(TransferRequest.from(file)).range(7, 0)).bytes())
          .isZero();
      assertThat(strategy.opened()).isZero();
      line.finish();
      assertThat(receiver.awaitEnd()).isEmpty();
    }
  }

  @ParameterizedTest
  @MethodSource(PATHS)
  void rangesBeyondTheEndAreRefusedWithAllNumbers(Case it) throws Exception {
    long[][] ranges = {
      {0, SIZE + 1},
      {SIZE, 1},
      {SIZE + 1, 0},
      {SIZE - 1, 2},
      {1, Long.MAX_VALUE},
      {Long.MAX_VALUE, Long.MAX_VALUE}
    };
    for (SourceKind source : SourceKind.values()) {
      try (Line line = it.target().open();
          SourceKind.Opened opened = source.open(file);
          Receiver receiver = Receiver.eager(line)) {
        for (long[] range : ranges) {
          TransferRequest request = it.request(opened, line).range(range[0], range[1]);
          RangeException failure =
              catchThrowableOfType(RangeException.class, () -> it.sendfile().transfer(request));
          assertThat(failure.offset()).isEqualTo(range[0]);
          assertThat(failure.length()).isEqualTo(range[1]);
          assertThat(failure.size()).isEqualTo(SIZE);
          assertThat(failure.bytesTransferred()).isZero();
          assertThat(failure)
              .hasMessageContainingAll(
                  Long.toString(range[0]), Long.toString(range[1]), Long.toString(SIZE));
        }
        assertThat(
                catchThrowableOfType(
                    RangeException.class,
                    () -> it.sendfile().transfer(it.request(opened, line).offset(SIZE + 1))))
            .hasMessageContaining("offset " + (SIZE + 1));
        assertThat(line.isTargetOpen()).isTrue();
        assertThat(opened.isUntouched()).isTrue();
        line.finish();
        assertThat(receiver.awaitEnd()).isEmpty();
      }
    }
  }

  @Test
  void negativeRangesAreArgumentErrors() throws Exception {
    try (Line line = TargetKind.TCP_BLOCKING.open()) {
      TransferRequest request = line.to(TransferRequest.from(file));
      assertThatIllegalArgumentException()
          .isThrownBy(() -> request.range(-1, 1))
          .withMessageContaining("-1");
      assertThatIllegalArgumentException()
          .isThrownBy(() -> request.range(0, -5))
          .withMessageContaining("-5");
      assertThatIllegalArgumentException()
          .isThrownBy(() -> request.offset(-7))
          .withMessageContaining("-7");
    }
  }

  @ParameterizedTest
  @MethodSource(PATHS)
  void rangesAcross2And4GibAreRight(Case it) throws Exception {
    byte[] mark = Content.bytes(2_000);
    long two = 1L << 31;
    long four = 1L << 32;
    Path large = Content.sparse(folder, four + (1 << 20), mark, two - 1_000, four - 1_000);
    for (long boundary : new long[] {two, four}) {
      try (Line line = it.target().open();
          Receiver receiver = Receiver.eager(line)) {
        TransferRequest request =
            line.to(TransferRequest.from(large)).range(boundary - 50_000, 100_000);
        assertThat(it.sendfile().transfer(request).bytes()).isEqualTo(100_000);
        line.finish();
        byte[] expected = new byte[100_000];
        System.arraycopy(mark, 0, expected, 49_000, mark.length);
        assertThat(receiver.awaitEnd()).isEqualTo(expected);
      }
    }
    java.nio.file.Files.delete(large);
  }

  @Test
  void aFileOf2500MegabytesArrivesWhole() throws Exception {
    byte[] mark = Content.bytes(1_000);
    long size = 2_500_000_000L;
    Path large = Content.sparse(folder, size, mark, 0, 1L << 31);
    try (Line line = TargetKind.UNIX_BLOCKING.open();
        Receiver receiver = Receiver.eager(line)) {
      TransferResult result =
          Sendfile.getDefault().withForce("nio").transfer(line.to(TransferRequest.from(large)));
      assertThat(result.bytes()).isEqualTo(size);
      line.finish();
      receiver.awaitEndUnkept();
      assertThat(receiver.count()).isEqualTo(size);
      assertThat(receiver.checksum()).isEqualTo(checksum(size, mark, 1L << 31));
    } finally {
      java.nio.file.Files.delete(large);
    }
  }

  /** Of zeros with a mark at the beginning and at a position. */
  private static long checksum(long size, byte[] mark, long second) {
    java.util.zip.CRC32C sum = new java.util.zip.CRC32C();
    sum.update(mark, 0, mark.length);
    zeros(sum, second - mark.length);
    sum.update(mark, 0, mark.length);
    zeros(sum, size - second - mark.length);
    return sum.getValue();
  }

  private static void zeros(java.util.zip.CRC32C sum, long count) {
    byte[] zeros = new byte[1 << 20];
    for (long left = count; left > 0; left -= zeros.length) {
      sum.update(zeros, 0, (int) Math.min(zeros.length, left));
    }
  }

  private static byte[] slice(long from, long to) {
    return Arrays.copyOfRange(Content.bytes(SIZE), (int) from, (int) to);
  }
}
