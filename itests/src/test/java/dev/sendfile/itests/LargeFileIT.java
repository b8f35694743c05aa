package dev.sendfile.itests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import dev.sendfile.Sendfile;
import dev.sendfile.StrategyInfo;
import dev.sendfile.TransferRequest;
import dev.sendfile.TransferResult;
import dev.sendfile.tck.fixture.Content;
import dev.sendfile.tck.fixture.FileSourceKind;
import dev.sendfile.tck.fixture.Line;
import dev.sendfile.tck.fixture.Receiver;
import dev.sendfile.tck.fixture.SourceKind;
import dev.sendfile.tck.fixture.TargetKind;
import dev.sendfile.tck.fixture.Task;
import dev.sendfile.tck.fixture.ThreadKind;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Positions and lengths beyond what an {@code int} holds, signed and unsigned. */
class LargeFileIT {

  private static final long GIB = 1L << 30;
  private static final long SIZE = 5 * GIB;
  private static final byte[] MARK = Content.bytes(2_000);
  private static final int AROUND = 50_000;

  /** In the middle of each range lies a mark. */
  private static final long[] BOUNDARIES = {2 * GIB, 4 * GIB};

  @TempDir static Path folder;
  private static Path large;

  @BeforeAll
  static void makeFile() throws Exception {
    large = Content.sparse(folder, SIZE, MARK, 2 * GIB - 1_000, 4 * GIB - 1_000);
  }

  @AfterAll
  static void deleteFile() throws Exception {
    Files.delete(large);
  }

  private static byte[] expected() {
    byte[] expected = new byte[2 * AROUND];
    System.arraycopy(MARK, 0, expected, AROUND - 1_000, MARK.length);
    return expected;
  }

  /** But for the one that depends on the file system. */
  static List<String> strategies() {
    return Sendfile.getDefault().strategies().stream()
        .map(StrategyInfo::name)
        .filter(it -> !it.equals("native-reflink"))
        .toList();
  }

  static List<String> sendingToSockets() {
    return strategies().stream()
        .filter(it -> Case.claims(it, SourceKind.PATH, TargetKind.TCP_NON_BLOCKING))
        .toList();
  }

  @ParameterizedTest
  @MethodSource("strategies")
  void rangesAcross2And4GibArriveInFilesAcross2And4Gib(String strategy) throws Exception {
    Sendfile sendfile = Sendfile.getDefault().withForce(strategy);
    Path copy = folder.resolve("copy.bin");
    for (long boundary : BOUNDARIES) {
      TransferRequest request =
          TransferRequest.from(large).to(copy).range(boundary - AROUND, 2 * AROUND);
      if (sendfile.explain(request).chosen().isEmpty()) {
        return; // it serves no files as targets
      }
      sendfile.transfer(request);
      assertArrayEquals(expected(), Files.readAllBytes(copy));
      long at = boundary - 3_000;
      TransferResult result = sendfile.transfer(request.targetOffset(at));
      assertThat(result.bytes()).isEqualTo(2 * AROUND);
      assertThat(Files.size(copy)).isEqualTo(at + 2 * AROUND);
      try (FileChannel channel = FileChannel.open(copy, StandardOpenOption.READ)) {
        ByteBuffer read = ByteBuffer.allocate(2 * AROUND);
        assertThat(channel.read(read, at)).isEqualTo(2 * AROUND);
        assertArrayEquals(expected(), read.array());
      }
      Files.delete(copy);
    }
  }

  @ParameterizedTest
  @MethodSource("sendingToSockets")
  void rangesAcross2And4GibArriveFromEveryKindOfSource(String strategy) throws Exception {
    Sendfile sendfile = Sendfile.getDefault().withForce(strategy);
    List<FileSourceKind> served = new ArrayList<>();
    for (FileSourceKind kind : FileSourceKind.values()) {
      for (long boundary : BOUNDARIES) {
        try (Line line = TargetKind.TCP_NON_BLOCKING.open();
            FileSourceKind.Opened opened = kind.open(large);
            Receiver receiver = Receiver.eager(line)) {
          long from = boundary - AROUND;
          TransferRequest whole = line.to(opened.from());
          if (kind.isStanding()) {
            opened.channel().position(from);
          }
          TransferRequest request = whole.range(kind.isStanding() ? 0 : from, 2 * AROUND);
          if (sendfile.explain(request).chosen().isEmpty()) {
            continue;
          }
          served.add(kind);
          assertThat(sendfile.transfer(request).bytes()).isEqualTo(2 * AROUND);
          if (kind.isStanding()) {
            assertThat(opened.channel().position()).isEqualTo(boundary + AROUND);
          }
          line.finish();
          assertArrayEquals(expected(), receiver.awaitEnd());
        }
      }
    }
    assertThat(served).isNotEmpty();
  }

  /** Its length does not fit into an {@code int} either. */
  @ParameterizedTest
  @MethodSource("strategies")
  void aRangeAcrossBothArrivesWhole(String strategy) throws Exception {
    Sendfile sendfile = Sendfile.getDefault().withForce(strategy);
    long from = 2 * GIB - AROUND;
    long length = 2 * GIB + 2 * AROUND;
    try (Line line = TargetKind.UNIX_BLOCKING.open();
        Receiver receiver = Receiver.eager(line)) {
      TransferRequest request = line.to(TransferRequest.from(large)).range(from, length);
      if (sendfile.explain(request).chosen().isEmpty()) {
        return; // it serves no sockets
      }
      Task<TransferResult> task = ThreadKind.PLATFORM.start(() -> sendfile.transfer(request));
      assertThat(task.await(Duration.ofMinutes(3)).bytes()).isEqualTo(length);
      line.finish();
      receiver.awaitEndUnkept();
      assertThat(receiver.count()).isEqualTo(length);
      assertThat(receiver.checksum()).isEqualTo(checksum(length));
    }
  }

  /** Of zeros with a mark near each end. */
  private static long checksum(long length) {
    CRC32C sum = new CRC32C();
    sum.update(expected());
    byte[] zeros = new byte[1 << 20];
    for (long left = length - 4L * AROUND; left > 0; left -= zeros.length) {
      sum.update(zeros, 0, (int) Math.min(left, zeros.length));
    }
    sum.update(expected());
    return sum.getValue();
  }
}
