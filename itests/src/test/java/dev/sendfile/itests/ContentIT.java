package dev.sendfile.itests;

import static dev.sendfile.tck.fixture.Content.join;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import dev.sendfile.Sendfile;
import dev.sendfile.TransferRequest;
import dev.sendfile.TransferResult;
import dev.sendfile.tck.fixture.Content;
import dev.sendfile.tck.fixture.Line;
import dev.sendfile.tck.fixture.Receiver;
import dev.sendfile.tck.fixture.SourceKind;
import dev.sendfile.tck.fixture.TargetKind;
import java.io.BufferedOutputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every byte arrives once and in order, by the strategy that was forced, and nothing else is
 * touched.
 */
class ContentIT {

  private static final String ALL = "dev.sendfile.itests.Case#all";

  /** None, one, around a page, a few buffers of every strategy, and a size no buffer divides. */
  private static final int[] SIZES = {0, 1, 42, 4095, 4097, 32_769, 300_000, (1 << 20) + 7};

  @TempDir static Path folder;
  private static final Map<Integer, Path> FILES = new TreeMap<>();

  @BeforeAll
  static void makeFiles() throws Exception {
    for (int size : SIZES) {
      FILES.put(size, Content.file(folder, size));
    }
  }

  @ParameterizedTest
  @MethodSource(ALL)
  void wholeFilesOfEverySizeArrive(Case it) throws Exception {
    for (int size : SIZES) {
      checkSend(it, size, UnaryOperator.identity(), Content.bytes(size));
    }
  }

  @ParameterizedTest
  @MethodSource(ALL)
  void headerContentAndTrailerArriveInOrder(Case it) throws Exception {
    byte[] small = "HTTP/1.1 200 OK\r\n\r\n".getBytes(java.nio.charset.StandardCharsets.US_ASCII);
    byte[] large = Content.bytes(60_000);
    byte[] none = {};
    for (byte[] around : new byte[][] {small, large, none}) {
      for (int size : new int[] {0, 1, 300_000}) {
        checkSend(
            it,
            size,
            request -> request.header(ByteBuffer.wrap(around)).trailer(ByteBuffer.wrap(small)),
            join(around, Content.bytes(size), small));
      }
    }
  }

  @ParameterizedTest
  @MethodSource(ALL)
  void threeHeadersAndThreeTrailersArriveInOrder(Case it) throws Exception {
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
        join(join(parts), Content.bytes(4097), join(parts)));
    assertThat(buffers).as("the caller's buffers").allMatch(buffer -> buffer.position() == 0);
  }

  private static void checkSend(
      Case it, int size, UnaryOperator<TransferRequest> variation, byte[] expected)
      throws Exception {
    try (Line line = it.target().open();
        SourceKind.Opened opened = it.source().open(FILES.get(size));
        Receiver receiver = Receiver.eager(line)) {
      TransferRequest request = variation.apply(it.request(opened, line));
      TransferResult result = it.thread().call(() -> it.sendfile().transfer(request));
      assertThat(result.bytes()).isEqualTo(expected.length);
      assertThat(result.contentBytes()).isEqualTo(size);
      assertThat(result.strategy()).isEqualTo(it.strategy());
      assertThat(result.route()).hasToString("file -> " + it.target().route());
      assertThat(result.passedOver()).isEmpty();
      assertThat(opened.isUntouched()).as("the source channel is untouched").isTrue();
      assertThat(line.isTargetOpen()).as("the target stays open").isTrue();
      assertThat(line.isModeUnchanged()).as("the target stays in its mode").isTrue();
      line.finish();
      assertArrayEquals(expected, receiver.awaitEnd());
    }
  }

  @ParameterizedTest
  @MethodSource(ALL)
  void threeSendsFollowEachOtherOnOneLine(Case it) throws Exception {
    try (Line line = it.target().open();
        SourceKind.Opened opened = it.source().open(FILES.get(42));
        Receiver receiver = Receiver.eager(line)) {
      for (int i = 0; i < 3; i++) {
        TransferRequest request = it.request(opened, line).range(3L * i, 3);
        assertThat(it.thread().call(() -> it.sendfile().transfer(request)).bytes()).isEqualTo(3);
      }
      line.finish();
      assertThat(receiver.awaitEnd()).isEqualTo(java.util.Arrays.copyOf(Content.bytes(42), 9));
    }
  }

  @ParameterizedTest
  @EnumSource(SourceKind.class)
  void whatTheTargetHasBufferedGoesFirst(SourceKind source) throws Exception {
    try (Line line = TargetKind.STREAM.open();
        SourceKind.Opened opened = source.open(FILES.get(4097));
        Receiver receiver = Receiver.eager(line)) {
      OutputStream buffered = new BufferedOutputStream(line.target(OutputStream.class), 100);
      buffered.write(new byte[] {1, 2, 3});
      Sendfile.getDefault().transfer(opened.from().to(buffered));
      buffered.flush();
      line.finish();
      assertThat(receiver.awaitEnd()).isEqualTo(join(new byte[] {1, 2, 3}, Content.bytes(4097)));
    }
  }
}
