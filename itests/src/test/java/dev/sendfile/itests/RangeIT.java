package dev.sendfile.itests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.sendfile.Sendfile;
import dev.sendfile.TransferRequest;
import dev.sendfile.TransferResult;
import dev.sendfile.itests.fixture.ScriptedStrategy;
import dev.sendfile.tck.fixture.Content;
import dev.sendfile.tck.fixture.Line;
import dev.sendfile.tck.fixture.Receiver;
import dev.sendfile.tck.fixture.TargetKind;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Only the range asked for leaves, and a range that is not there is refused before a byte moves.
 */
class RangeIT {

  private static final int SIZE = 200_000;

  @TempDir static Path folder;
  private static Path file;

  @BeforeAll
  static void makeFile() throws Exception {
    file = Content.file(folder, SIZE);
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
}
