package dev.sendfile.tck;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sendfile.TransferRequest;
import dev.sendfile.TransferResult;
import dev.sendfile.tck.fixture.Content;
import dev.sendfile.tck.fixture.Line;
import dev.sendfile.tck.fixture.Receiver;
import dev.sendfile.tck.fixture.SourceKind;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.function.UnaryOperator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every byte arrives once and in order, by the strategy that was forced, and nothing else is
 * touched.
 */
public interface ContentContract extends Sends {

  /**
   * None, one, around a page, a few buffers of every strategy, and a size no buffer divides.
   *
   * @param it the case
   * @throws Exception if a transfer fails
   */
  @ParameterizedTest(allowZeroInvocations = true)
  @MethodSource("sends")
  @Keeps(Promise.ALL_IN_ORDER)
  default void wholeFilesOfEverySizeArrive(SendCase it) throws Exception {
    for (int size : new int[] {0, 1, 42, 4095, 4097, 32_769, 300_000, (1 << 20) + 7}) {
      checkSend(it, size, UnaryOperator.identity(), Content.bytes(size));
    }
  }

  /**
   * What goes around the content may be larger than any buffer.
   *
   * @param it the case
   * @throws Exception if a transfer fails
   */
  @ParameterizedTest(allowZeroInvocations = true)
  @MethodSource("sends")
  @Keeps(Promise.HEADER_FIRST)
  default void headerContentAndTrailerArriveInOrder(SendCase it) throws Exception {
    byte[] small = Content.bytes(19);
    byte[] large = Content.bytes(60_000);
    byte[] none = {};
    for (byte[] around : new byte[][] {small, large, none}) {
      for (int size : new int[] {0, 1, 300_000}) {
        checkSend(
            it,
            size,
            request -> request.header(ByteBuffer.wrap(around)).trailer(ByteBuffer.wrap(small)),
            Content.join(around, Content.bytes(size), small));
      }
    }
  }

  /**
   * The buffers of a caller are of every kind, and stay as they were.
   *
   * @param it the case
   * @throws Exception if a transfer fails
   */
  @ParameterizedTest(allowZeroInvocations = true)
  @MethodSource("sends")
  @Keeps(Promise.HEADER_FIRST)
  default void threeHeadersAndThreeTrailersArriveInOrder(SendCase it) throws Exception {
    byte[][] parts = {Content.bytes(5), Content.bytes(700), Content.bytes(20_000)};
    ByteBuffer[] buffers = {
      ByteBuffer.wrap(parts[0]),
      ByteBuffer.allocateDirect(700).put(parts[1]).flip(),
      ByteBuffer.wrap(parts[2]).asReadOnlyBuffer()
    };
    checkSend(
        it,
        4097,
        request -> request.header(buffers).trailer(buffers),
        Content.join(Content.join(parts), Content.bytes(4097), Content.join(parts)));
    assertThat(buffers).as("the caller's buffers").allMatch(buffer -> buffer.position() == 0);
  }

  private static void checkSend(
      SendCase it, int size, UnaryOperator<TransferRequest> variation, byte[] expected)
      throws Exception {
    try (Line line = it.target().open();
        SourceKind.Opened opened = it.source().open(it.files().shared(size));
        Receiver receiver = Receiver.eager(line)) {
      TransferResult result = it.transfer(variation.apply(it.request(opened, line)));
      assertThat(result.bytes()).as("all bytes").isEqualTo(expected.length);
      assertThat(result.contentBytes()).as("bytes of content").isEqualTo(size);
      assertThat(result.strategy()).isEqualTo(it.strategy());
      assertThat(result.route()).hasToString("file -> " + it.target().route());
      assertThat(result.passedOver()).isEmpty();
      assertThat(opened.isUntouched()).as("the source channel is untouched").isTrue();
      assertThat(line.isTargetOpen()).as("the target stays open").isTrue();
      assertThat(line.isModeUnchanged()).as("the target stays in its mode").isTrue();
      line.finish();
      Bytes.check(receiver.awaitEnd(), expected);
    }
  }

  /**
   * A connection is used more than once.
   *
   * @param it the case
   * @throws Exception if a transfer fails
   */
  @ParameterizedTest(allowZeroInvocations = true)
  @MethodSource("sends")
  @Keeps(Promise.WITHIN_THE_RANGE)
  default void threeSendsFollowEachOtherOnOneLine(SendCase it) throws Exception {
    try (Line line = it.target().open();
        SourceKind.Opened opened = it.source().open(it.files().shared(42));
        Receiver receiver = Receiver.eager(line)) {
      for (int i = 0; i < 3; i++) {
        TransferResult result = it.transfer(it.request(opened, line).range(3L * i, 3));
        assertThat(result.bytes()).isEqualTo(3);
      }
      line.finish();
      Bytes.check(receiver.awaitEnd(), Arrays.copyOf(Content.bytes(42), 9));
    }
  }
}
