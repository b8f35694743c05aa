package dev.sendfile.tck;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sendfile.Sendfile;
import dev.sendfile.TransferRequest;
import dev.sendfile.TransferResult;
import dev.sendfile.TruncatedSourceException;
import dev.sendfile.tck.fixture.Content;
import dev.sendfile.tck.fixture.Line;
import dev.sendfile.tck.fixture.MemoryChannel;
import dev.sendfile.tck.fixture.Receiver;
import dev.sendfile.tck.fixture.SourceKind;
import dev.sendfile.tck.fixture.TargetKind;
import dev.sendfile.tck.fixture.WrappedChannel;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Headers smaller and larger than any buffer go before whole files, parts, and nothing. */
public interface HeaderContract extends Sends {

  /**
   * Who gathers must know where the header ends and the content begins.
   *
   * @param it the case
   * @throws Exception if a transfer fails
   */
  @ParameterizedTest(allowZeroInvocations = true)
  @MethodSource("sends")
  @Keeps(Promise.HEADER_FIRST)
  default void aHeaderGoesBeforeTheWholeAndBeforeAPart(SendCase it) throws Exception {
    int size = 200_000;
    byte[] content = Content.bytes(size);
    for (byte[] header : new byte[][] {Content.bytes(20), Content.bytes(60_000)}) {
      for (int[] range : new int[][] {{0, size}, {50_001, 100_000}, {7, 1}, {size, 0}}) {
        try (Line line = it.target().open();
            SourceKind.Opened opened = it.source().open(it.files().shared(size));
            Receiver receiver = Receiver.eager(line)) {
          TransferRequest request =
              it.request(opened, line).range(range[0], range[1]).header(ByteBuffer.wrap(header));
          TransferResult result = it.transfer(request);
          assertThat(result.contentBytes()).isEqualTo(range[1]);
          line.finish();
          byte[] part = Arrays.copyOfRange(content, range[0], range[0] + range[1]);
          Bytes.check(receiver.awaitEnd(), Content.join(header, part));
        }
      }
    }
  }

  /**
   * A file may shrink at any step: what there was arrives, then the transfer ends.
   *
   * @param it the case
   * @throws Exception if a transfer fails otherwise
   */
  @ParameterizedTest(allowZeroInvocations = true)
  @MethodSource("sendsOfPaths")
  @Keeps(Promise.TELLS_THE_END)
  default void aFileTruncatedAtTheTenthStepEndsTheTransferThere(SendCase it) throws Exception {
    if (it.target() != TargetKind.CHANNEL_BLOCKING) {
      return; // a channel of the kit's own counts the steps
    }
    int left = 50_000;
    for (byte[] header : new byte[][] {Content.bytes(20), Content.bytes(60_000)}) {
      Path shrinking = it.files().own(200_000);
      MemoryChannel target = new MemoryChannel();
      TransferRequest request =
          TransferRequest.from(shrinking)
              .to(truncatingAtTheTenthWrite(shrinking, left, target))
              .header(ByteBuffer.wrap(header))
              .trailer(ByteBuffer.wrap(header));
      Sendfile sendfile = it.sendfile().withBufferSize(4_000);
      TruncatedSourceException failure =
          it.thread()
              .start(() -> sendfile.transfer(request))
              .awaitFailure(TruncatedSourceException.class);
      assertThat(failure.bytesTransferred()).isEqualTo(header.length + left);
      assertThat(failure.bytesTransferredAtMost()).isEqualTo(header.length + left);
      Bytes.check(
          Arrays.copyOf(target.bytes(), header.length + left),
          Content.join(header, Arrays.copyOf(Content.bytes(200_000), left)));
    }
  }

  private static WritableByteChannel truncatingAtTheTenthWrite(
      Path file, long size, WritableByteChannel target) {
    return new WrappedChannel(target) {
      private int writes;

      @Override
      public int write(ByteBuffer from) throws IOException {
        if (++writes == 10) {
          try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.truncate(size);
          }
        }
        return writeAtMost(from, 4_000);
      }
    };
  }
}
