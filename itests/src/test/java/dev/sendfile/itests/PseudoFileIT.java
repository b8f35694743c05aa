package dev.sendfile.itests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sendfile.NoStrategyException;
import dev.sendfile.Sendfile;
import dev.sendfile.TransferRequest;
import dev.sendfile.TransferResult;
import dev.sendfile.TruncatedSourceException;
import dev.sendfile.tck.fixture.Line;
import dev.sendfile.tck.fixture.Receiver;
import dev.sendfile.tck.fixture.SourceKind;
import dev.sendfile.tck.fixture.TargetKind;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Files whose size is a lie: 0 in {@code /proc}, a page in {@code /sys}. Their end is where a read
 * says so.
 */
@EnabledOnOs(OS.LINUX)
class PseudoFileIT {

  private static final String ALL = "dev.sendfile.itests.Case#all";

  /** Size 0, and the same content at every read. */
  private static final Path PROC = Path.of("/proc/version");

  private static final Path PROC_LONGER = Path.of("/proc/filesystems");

  /** Size 4096, and a few bytes. */
  private static final Path SYS = Path.of("/sys/devices/system/cpu/online");

  @ParameterizedTest
  @EnumSource(TargetKind.class)
  void aProcFileIsSentToItsEnd(TargetKind target) throws Exception {
    for (Path file : new Path[] {PROC, PROC_LONGER}) {
      for (SourceKind source : SourceKind.values()) {
        byte[] expected = Files.readAllBytes(file);
        try (Line line = target.open();
            SourceKind.Opened opened = source.open(file);
            Receiver receiver = Receiver.eager(line)) {
          TransferResult result = Sendfile.getDefault().transfer(line.to(opened.from()));
          assertThat(result.contentBytes()).isEqualTo(expected.length);
          line.finish();
          assertThat(receiver.awaitEnd()).isEqualTo(expected);
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource(ALL)
  void aForcedStrategySendsAProcFileWholeOrSaysThatItCannot(Case it) throws Exception {
    byte[] content = Files.readAllBytes(PROC);
    try (Line line = it.target().open();
        SourceKind.Opened opened = it.source().open(PROC);
        Receiver receiver = Receiver.eager(line)) {
      TransferRequest request = it.request(opened, line);
      byte[] expected = content;
      try {
        TransferResult result = it.thread().call(() -> it.sendfile().transfer(request));
        assertThat(result.bytes()).isEqualTo(content.length);
      } catch (NoStrategyException e) {
        assertThat(e).hasMessageContaining(it.strategy());
        assertThat(e.bytesTransferredAtMost()).isZero();
        expected = new byte[0];
      }
      line.finish();
      assertThat(receiver.awaitEnd()).isEqualTo(expected);
    }
  }

  @ParameterizedTest
  @MethodSource(ALL)
  void aRangeOfAProcFileIsSent(Case it) throws Exception {
    checkRange(it, PROC, 3, 10);
  }

  @ParameterizedTest
  @MethodSource(ALL)
  void aRangeOfASysFileIsSent(Case it) throws Exception {
    if (isMapping(it)) {
      checkNotMapped(it);
      return;
    }
    checkRange(it, SYS, 1, 2);
  }

  /** The system does not map files in {@code /sys}. */
  private static boolean isMapping(Case it) {
    return it.strategy().equals("mmap");
  }

  private static void checkNotMapped(Case it) throws Exception {
    try (Line line = it.target().open();
        SourceKind.Opened opened = it.source().open(SYS);
        Receiver receiver = Receiver.eager(line)) {
      TransferRequest request = it.request(opened, line).range(1, 2);
      NoStrategyException failure =
          catchThrowableOfType(
              NoStrategyException.class,
              () -> it.thread().call(() -> it.sendfile().transfer(request)));
      assertThat(failure).hasMessageContaining("does not map").hasMessageContaining("another");
      assertThat(failure.bytesTransferredAtMost()).isZero();
      line.finish();
      assertThat(receiver.awaitEnd()).isEmpty();
    }
  }

  private static void checkRange(Case it, Path file, int from, int length) throws Exception {
    byte[] content = Files.readAllBytes(file);
    try (Line line = it.target().open();
        SourceKind.Opened opened = it.source().open(file);
        Receiver receiver = Receiver.eager(line)) {
      TransferRequest request = it.request(opened, line).range(from, length);
      TransferResult result = it.thread().call(() -> it.sendfile().transfer(request));
      assertThat(result.contentBytes()).isEqualTo(length);
      line.finish();
      assertThat(receiver.awaitEnd()).isEqualTo(Arrays.copyOfRange(content, from, from + length));
    }
  }

  @ParameterizedTest
  @MethodSource(ALL)
  void aSysFileIsSentToItsEnd(Case it) throws Exception {
    if (isMapping(it)) {
      return; // as a range of it
    }
    byte[] content = Files.readAllBytes(SYS);
    assertThat(Files.size(SYS)).isGreaterThan(content.length);
    try (Line line = it.target().open();
        SourceKind.Opened opened = it.source().open(SYS);
        Receiver receiver = Receiver.eager(line)) {
      TransferRequest request =
          it.request(opened, line)
              .header(ByteBuffer.wrap(new byte[] {1, 2}))
              .trailer(ByteBuffer.wrap(new byte[] {3}));
      TransferResult result = it.thread().call(() -> it.sendfile().transfer(request));
      assertThat(result.contentBytes()).isEqualTo(content.length);
      assertThat(result.strategy()).isEqualTo(it.strategy());
      line.finish();
      byte[] expected = new byte[content.length + 3];
      expected[0] = 1;
      expected[1] = 2;
      System.arraycopy(content, 0, expected, 2, content.length);
      expected[content.length + 2] = 3;
      assertThat(receiver.awaitEnd()).isEqualTo(expected);
    }
  }

  @ParameterizedTest
  @MethodSource(ALL)
  void moreThanAPseudoFileHoldsIsATruncation(Case it) throws Exception {
    for (Path file : isMapping(it) ? List.of(PROC) : List.of(PROC, SYS)) {
      byte[] content = Files.readAllBytes(file);
      try (Line line = it.target().open();
          SourceKind.Opened opened = it.source().open(file);
          Receiver receiver = Receiver.eager(line)) {
        TransferRequest request = it.request(opened, line).range(0, 4096);
        TruncatedSourceException failure =
            catchThrowableOfType(
                TruncatedSourceException.class,
                () -> it.thread().call(() -> it.sendfile().transfer(request)));
        assertThat(failure.bytesTransferred()).isEqualTo(content.length);
        assertThat(failure).hasMessageContaining("ended before the 4096 bytes");
        line.finish();
        assertThat(receiver.awaitEnd()).isEqualTo(content);
      }
    }
  }
}
