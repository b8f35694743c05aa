package dev.sendfile.itests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import dev.sendfile.RangeException;
import dev.sendfile.Sendfile;
import dev.sendfile.TransferRequest;
import dev.sendfile.TransferResult;
import dev.sendfile.TruncatedSourceException;
import dev.sendfile.tck.fixture.Content;
import dev.sendfile.tck.fixture.Line;
import dev.sendfile.tck.fixture.MemoryChannel;
import dev.sendfile.tck.fixture.Receiver;
import dev.sendfile.tck.fixture.SourceKind;
import dev.sendfile.tck.fixture.WrappedChannel;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Headers smaller and larger than any buffer, before whole files, parts, and what is not there. */
class HeaderIT {

  private static final int SIZE = 200_000;
  private static final byte[] CONTENT = Content.bytes(SIZE);
  private static final byte[][] HEADERS = {Content.bytes(20), Content.bytes(60_000)};

  @TempDir Path folder;
  private Path file;

  @BeforeEach
  void makeFile() throws Exception {
    file = Content.file(folder, SIZE);
  }

  @ParameterizedTest
  @MethodSource("dev.sendfile.itests.Case#all")
  void aHeaderGoesBeforeTheWholeAndBeforeAPart(Case it) throws Exception {
    for (byte[] header : HEADERS) {
      for (int[] range : new int[][] {{0, SIZE}, {50_001, 100_000}, {7, 1}, {SIZE, 0}}) {
        try (Line line = it.target().open();
            SourceKind.Opened opened = it.source().open(file);
            Receiver receiver = Receiver.eager(line)) {
          TransferRequest request =
              it.request(opened, line).range(range[0], range[1]).header(ByteBuffer.wrap(header));
          TransferResult result = it.thread().call(() -> it.sendfile().transfer(request));
          assertThat(result.contentBytes()).isEqualTo(range[1]);
          line.finish();
          assertArrayEquals(
              Content.join(header, Arrays.copyOfRange(CONTENT, range[0], range[0] + range[1])),
              receiver.awaitEnd());
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("dev.sendfile.itests.Case#all")
  void noHeaderGoesBeforeARangeThatIsNotThere(Case it) throws Exception {
    try (Line line = it.target().open();
        SourceKind.Opened opened = it.source().open(file);
        Receiver receiver = Receiver.eager(line)) {
      for (byte[] header : HEADERS) {
        for (int[] range : new int[][] {{0, SIZE + 1}, {SIZE - 5, 6}, {SIZE + 1, 0}, {SIZE, 1}}) {
          TransferRequest request =
              it.request(opened, line).range(range[0], range[1]).header(ByteBuffer.wrap(header));
          RangeException failure =
              catchThrowableOfType(
                  RangeException.class,
                  () -> it.thread().call(() -> it.sendfile().transfer(request)));
          assertThat(failure.bytesTransferredAtMost()).isZero();
        }
      }
      line.finish();
      assertThat(receiver.awaitEnd()).isEmpty();
    }
  }

  /** Those that write to any channel. */
  static Stream<String> strategiesForChannels() {
    return Case.onPlatformThreads().stream()
        .filter(it -> it.target().route().equals("channel"))
        .map(Case::strategy)
        .distinct();
  }

  @ParameterizedTest
  @MethodSource("strategiesForChannels")
  void aFileTruncatedAtTheTenthStepEndsTheTransferThere(String strategy) throws Exception {
    int left = 50_000;
    for (byte[] header : HEADERS) {
      Path shrinking = Content.file(folder, SIZE);
      MemoryChannel target = new MemoryChannel();
      WritableByteChannel truncating =
          new WrappedChannel(target) {
            private int writes;

            @Override
            public int write(ByteBuffer from) throws IOException {
              if (++writes == 10) {
                truncate(shrinking, left);
              }
              return writeAtMost(from, 4_000);
            }
          };
      TransferRequest request =
          TransferRequest.from(shrinking)
              .to(truncating)
              .header(ByteBuffer.wrap(header))
              .trailer(ByteBuffer.wrap(header));
      Sendfile sendfile = Sendfile.getDefault().withForce(strategy).withBufferSize(4_000);
      TruncatedSourceException failure =
          catchThrowableOfType(TruncatedSourceException.class, () -> sendfile.transfer(request));
      assertThat(failure.bytesTransferred()).isEqualTo(header.length + left);
      assertThat(failure.bytesTransferredAtMost()).isEqualTo(header.length + left);
      assertArrayEquals(
          Content.join(header, Arrays.copyOf(CONTENT, left)),
          Arrays.copyOf(target.bytes(), header.length + left));
    }
  }

  private static void truncate(Path path, long size) throws IOException {
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.WRITE)) {
      channel.truncate(size);
    }
  }
}
