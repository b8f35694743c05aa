package dev.sendfile.tck;

import static dev.sendfile.tck.ContentFiles.SIZE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sendfile.RangeException;
import dev.sendfile.TransferRequest;
import dev.sendfile.TransferResult;
import dev.sendfile.tck.fixture.Content;
import dev.sendfile.tck.fixture.Line;
import dev.sendfile.tck.fixture.Receiver;
import dev.sendfile.tck.fixture.SourceKind;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Only the range asked for leaves, and a range that is not there is refused before a byte moves.
 */
public interface RangeContract extends Sends {

  /**
   * Ranges begin and end at, before and behind the bounds of pages and buffers.
   *
   * @param it the case
   * @throws Exception if a transfer fails
   */
  @ParameterizedTest(allowZeroInvocations = true)
  @MethodSource("sends")
  @Keeps(Promise.WITHIN_THE_RANGE)
  default void onlyTheRangeLeaves(SendCase it) throws Exception {
    int[][] ranges = {
      {0, 1}, {0, SIZE}, {1, SIZE - 1}, {SIZE - 1, 1}, {4095, 2}, {4096, 4096}, {65_535, 65_537}
    };
    for (int[] range : ranges) {
      try (Line line = it.target().open();
          SourceKind.Opened opened = it.source().open(it.files().shared(SIZE));
          Receiver receiver = Receiver.eager(line)) {
        TransferResult result = it.transfer(it.request(opened, line).range(range[0], range[1]));
        assertThat(result.bytes()).isEqualTo(range[1]);
        assertThat(opened.isUntouched()).as("the source channel is untouched").isTrue();
        line.finish();
        Bytes.check(receiver.awaitEnd(), slice(range[0], range[1]));
      }
    }
  }

  /**
   * Without a length, all behind the offset is sent.
   *
   * @param it the case
   * @throws Exception if a transfer fails
   */
  @ParameterizedTest(allowZeroInvocations = true)
  @MethodSource("sends")
  @Keeps(Promise.WITHIN_THE_RANGE)
  default void anOffsetAloneSendsTheTail(SendCase it) throws Exception {
    try (Line line = it.target().open();
        SourceKind.Opened opened = it.source().open(it.files().shared(SIZE));
        Receiver receiver = Receiver.eager(line)) {
      TransferResult result = it.transfer(it.request(opened, line).offset(150_001));
      assertThat(result.bytes()).isEqualTo(SIZE - 150_001);
      line.finish();
      Bytes.check(receiver.awaitEnd(), slice(150_001, SIZE - 150_001));
    }
  }

  /**
   * Nothing is a range, too, and also at the end.
   *
   * @param it the case
   * @throws Exception if a transfer fails
   */
  @ParameterizedTest(allowZeroInvocations = true)
  @MethodSource("sends")
  @Keeps(Promise.WITHIN_THE_RANGE)
  default void nothingAskedIsNothingSent(SendCase it) throws Exception {
    try (Line line = it.target().open();
        SourceKind.Opened opened = it.source().open(it.files().shared(SIZE));
        Receiver receiver = Receiver.eager(line)) {
      TransferRequest whole = it.request(opened, line);
      for (TransferRequest none :
          new TransferRequest[] {whole.range(0, 0), whole.range(SIZE, 0), whole.offset(SIZE)}) {
        TransferResult result = it.transfer(none);
        assertThat(result.bytes()).isZero();
        assertThat(result.strategy()).isEqualTo(it.strategy());
      }
      line.finish();
      assertThat(receiver.awaitEnd()).isEmpty();
    }
  }

  /**
   * A range that is not there is refused with all numbers, and no byte of it leaves.
   *
   * @param it the case
   * @throws Exception if a transfer fails
   */
  @ParameterizedTest(allowZeroInvocations = true)
  @MethodSource("sends")
  @Keeps(Promise.VERIFIES_RANGE)
  default void rangesBeyondTheEndAreRefusedWithAllNumbers(SendCase it) throws Exception {
    long[][] ranges = {
      {0, SIZE + 1},
      {SIZE, 1},
      {SIZE + 1, 0},
      {SIZE - 1, 2},
      {1, Long.MAX_VALUE},
      {Long.MAX_VALUE, Long.MAX_VALUE}
    };
    try (Line line = it.target().open();
        SourceKind.Opened opened = it.source().open(it.files().shared(SIZE));
        Receiver receiver = Receiver.eager(line)) {
      for (long[] range : ranges) {
        RangeException failure = refused(it, it.request(opened, line).range(range[0], range[1]));
        assertThat(failure.offset()).isEqualTo(range[0]);
        assertThat(failure.length()).isEqualTo(range[1]);
        assertThat(failure)
            .hasMessageContainingAll(
                Long.toString(range[0]), Long.toString(range[1]), Long.toString(SIZE));
      }
      assertThat(refused(it, it.request(opened, line).offset(SIZE + 1)))
          .hasMessageContaining("offset " + (SIZE + 1));
      assertThat(line.isTargetOpen()).as("the target stays open").isTrue();
      assertThat(opened.isUntouched()).as("the source channel is untouched").isTrue();
      line.finish();
      assertThat(receiver.awaitEnd()).isEmpty();
    }
  }

  /**
   * Nor does a header leave for a range that is not there, be it small or large.
   *
   * @param it the case
   * @throws Exception if a transfer fails
   */
  @ParameterizedTest(allowZeroInvocations = true)
  @MethodSource("sends")
  @Keeps(Promise.VERIFIES_RANGE)
  default void noHeaderGoesBeforeARangeThatIsNotThere(SendCase it) throws Exception {
    try (Line line = it.target().open();
        SourceKind.Opened opened = it.source().open(it.files().shared(SIZE));
        Receiver receiver = Receiver.eager(line)) {
      for (int header : new int[] {20, 60_000}) {
        for (int[] range : new int[][] {{0, SIZE + 1}, {SIZE - 5, 6}, {SIZE + 1, 0}, {SIZE, 1}}) {
          refused(
              it,
              it.request(opened, line)
                  .range(range[0], range[1])
                  .header(ByteBuffer.wrap(Content.bytes(header))));
        }
      }
      line.finish();
      assertThat(receiver.awaitEnd()).isEmpty();
    }
  }

  private static RangeException refused(SendCase it, TransferRequest request) {
    RangeException failure = catchThrowableOfType(RangeException.class, () -> it.transfer(request));
    assertThat(failure).as("a range beyond the end of the file").isNotNull();
    assertThat(failure.size()).isEqualTo(SIZE);
    assertThat(failure.bytesTransferredAtMost()).isZero();
    return failure;
  }

  /**
   * Numbers of 32 bits, signed or not, are too small for files.
   *
   * @param it the case
   * @throws Exception if a transfer fails
   */
  @ParameterizedTest(allowZeroInvocations = true)
  @MethodSource("sendsOfPaths")
  @Keeps(Promise.WITHIN_THE_RANGE)
  default void rangesAcross2And4GibAreRight(SendCase it) throws Exception {
    byte[] mark = Content.bytes(2_000);
    long two = 1L << 31;
    long four = 1L << 32;
    Path large =
        Content.sparse(it.files().folder(), four + (1 << 20), mark, two - 1_000, four - 1_000);
    try {
      for (long boundary : new long[] {two, four}) {
        try (Line line = it.target().open();
            Receiver receiver = Receiver.eager(line)) {
          TransferRequest request =
              line.to(TransferRequest.from(large)).range(boundary - 50_000, 100_000);
          assertThat(it.transfer(request).bytes()).isEqualTo(100_000);
          line.finish();
          Bytes.check(receiver.awaitEnd(), Content.join(new byte[49_000], mark, new byte[49_000]));
        }
      }
    } finally {
      Files.delete(large);
    }
  }

  private static byte[] slice(int from, int length) {
    return Arrays.copyOfRange(Content.bytes(SIZE), from, from + length);
  }
}
