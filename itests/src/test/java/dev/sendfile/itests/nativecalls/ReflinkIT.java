package dev.sendfile.itests.nativecalls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sendfile.FileSource;
import dev.sendfile.NoStrategyException;
import dev.sendfile.Sendfile;
import dev.sendfile.TargetOption;
import dev.sendfile.TransferException;
import dev.sendfile.TransferRequest;
import dev.sendfile.TransferResult;
import dev.sendfile.itests.faults.Linked;
import dev.sendfile.itests.faults.Road;
import dev.sendfile.itests.faults.TracedThread;
import dev.sendfile.itests.faults.XfsDisk;
import dev.sendfile.tck.fixture.Command;
import dev.sendfile.tck.fixture.Content;
import dev.sendfile.tck.fixture.FileTargetKind;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** On a file system whose files can share blocks, a copy moves none; elsewhere it is as before. */
@EnabledOnOs(value = OS.LINUX, disabledReason = "the calls are those of Linux")
@EnabledForJreRange(min = JRE.JAVA_22, disabledReason = "native calls need Java 22")
@Isolated("it stops threads of this JVM")
class ReflinkIT {

  private static final String REFLINK = "native-reflink";

  /** 64 MiB. */
  private static final int LARGE = 64 << 20;

  /** What a copy that shares all blocks may take up for its own administration: 2 MiB. */
  private static final long NEXT_TO_NOTHING = 2L << 20;

  /** Some blocks and a bit, long enough to be worth a reflink. */
  private static final int SIZE = (4 << 20) + 1_234;

  private static XfsDisk disk;

  /** Asks for a reflink first, however small the file. */
  private static Sendfile preferred;

  private static Path large;

  /** On the file system of the temporary files. */
  @TempDir static Path elsewhere;

  @BeforeAll
  static void mount() throws Exception {
    disk = XfsDisk.mount();
    preferred = Linked.preferring(REFLINK, Sendfile.builder(), Road.COPY, disk.folder());
    large = Content.file(disk.folder(), LARGE);
  }

  @AfterAll
  static void unmount() throws Exception {
    if (disk != null) {
      disk.close();
    }
  }

  private static Sendfile sendfile() {
    return Sendfile.builder().build();
  }

  @Test
  void aLargeFileIsCopiedByDefaultWithoutCopyingABlock() throws Exception {
    Path copy = disk.folder().resolve("copy");
    long before = disk.free();

    TracedThread<TransferResult> run =
        TracedThread.watched(
            "ioctl,copy_file_range,sendfile,write,pwrite64",
            elsewhere,
            () -> sendfile().transfer(TransferRequest.from(large).to(copy)));

    assertThat(run.outcome().strategy()).isEqualTo(REFLINK);
    assertThat(run.outcome().bytes()).isEqualTo(LARGE);
    assertThat(run.calls())
        .anyMatch(it -> it.contains("FICLONE"))
        .noneMatch(it -> it.matches("^(copy_file_range|sendfile|p?write).*"));
    assertThat(before - disk.free()).isLessThan(NEXT_TO_NOTHING);
    assertThat(Files.mismatch(large, copy)).isEqualTo(-1);
    Files.delete(copy);
  }

  @Test
  void aCopyInAnotherFolderSharesBlocksToo() throws Exception {
    Path folder = Files.createDirectories(disk.folder().resolve("one").resolve("two"));
    long before = disk.free();
    TransferResult result =
        sendfile()
            .transfer(
                TransferRequest.from(large)
                    .to(folder.resolve("copy"))
                    .targetOptions(TargetOption.REPLACE_ATOMICALLY, TargetOption.FORCE));
    assertThat(result.strategy()).isEqualTo(REFLINK);
    assertThat(before - disk.free()).isLessThan(NEXT_TO_NOTHING);
    assertThat(Files.mismatch(large, folder.resolve("copy"))).isEqualTo(-1);
    Files.delete(folder.resolve("copy"));
  }

  @Test
  void whatIsWrittenToTheCopyLaterDoesNotShowInTheSource() throws Exception {
    Path file = Content.file(disk.folder(), SIZE);
    Path copy = disk.folder().resolve("written");
    sendfile().withForce(REFLINK).transfer(TransferRequest.from(file).to(copy));
    try (FileChannel channel = FileChannel.open(copy, StandardOpenOption.WRITE)) {
      channel.write(ByteBuffer.wrap(new byte[10_000]), 4_000);
    }
    assertArrayEquals(Content.bytes(SIZE), Files.readAllBytes(file));
  }

  /** The kernel shares whole blocks only, but for the last one of a file. */
  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          # offset, length, into a target of, at offset, by reflink
                 0, 4194304,              0,         0, true
                 0, 4195538,              0,         0, true
              4096, 2097152,              0,         0, true
           2097152, 2098386,              0,         0, true
           2097152, 2098386,        3000000,      8192, false
              4096, 2097152,        9000000,   4194304, true
              4096, 2097152,        1000000,   4194304, true
                 0, 2097153,              0,         0, false
              4097, 2097152,              0,         0, false
              4096, 2097152,        9000000,      4097, false
                 1, 4195537,              0,         0, false
           2097152, 2098386,        9000000,      8192, false
          """)
  void everyRangeArrivesWhereItShould(
      int offset, int length, int before, int targetOffset, boolean whole) throws Exception {
    byte[] content = Content.bytes(SIZE);
    byte[] old = Content.bytes(before);
    Path file = Files.write(Files.createTempFile(disk.folder(), "source", ".bin"), content);
    Path copy = Files.write(Files.createTempFile(disk.folder(), "target", ".bin"), old);
    byte[] expected = Arrays.copyOf(old, Math.max(before, targetOffset + length));
    System.arraycopy(content, offset, expected, targetOffset, length);
    TransferResult result;
    try (FileChannel channel = FileChannel.open(copy, StandardOpenOption.WRITE)) {
      result =
          preferred.transfer(
              TransferRequest.from(file)
                  .to(channel)
                  .range(offset, length)
                  .targetOffset(targetOffset));
    }
    assertArrayEquals(expected, Files.readAllBytes(copy));
    assertThat(result.bytes()).isEqualTo(length);
    if (whole) {
      assertThat(result.strategy()).isEqualTo(REFLINK);
    }
    Files.delete(file);
    Files.delete(copy);
  }

  @ParameterizedTest
  @EnumSource(FileTargetKind.class)
  void everyKindOfTargetGetsAllAndStandsWhereItShould(FileTargetKind kind) throws Exception {
    byte[] content = Content.bytes(SIZE);
    byte[] old = Content.bytes(9_999);
    Path file = Files.write(Files.createTempFile(disk.folder(), "source", ".bin"), content);
    Path copy = Files.write(Files.createTempFile(disk.folder(), "target", ".bin"), old);
    try (FileSource source = FileSource.builder(file).open();
        FileTargetKind.Opened opened = kind.open(copy)) {
      sendfile().transfer(opened.request(TransferRequest.from(source)));
      assertThat(opened.standsAfter(SIZE)).isTrue();
      assertArrayEquals(kind.expected(old, content), Files.readAllBytes(copy));
    }
    Files.delete(file);
    Files.delete(copy);
  }

  @Test
  void aChannelThatAppendsIsAppendedTo() throws Exception {
    byte[] old = Content.bytes(4096);
    Path copy = Files.write(disk.folder().resolve("appended"), old);
    try (FileChannel channel = FileChannel.open(copy, StandardOpenOption.APPEND)) {
      Path file = Content.file(disk.folder(), SIZE);
      Sendfile.builder()
          .weight(REFLINK, 1)
          .build()
          .transfer(TransferRequest.from(file).to(channel));
    }
    assertArrayEquals(Content.join(old, Content.bytes(SIZE)), Files.readAllBytes(copy));
  }

  @Test
  void fromOneFileSystemToAnotherTheNextStrategyCopies() throws Exception {
    Path copy = elsewhere.resolve("copy");
    TransferResult result = sendfile().transfer(TransferRequest.from(large).to(copy));
    assertThat(result.strategy()).isNotEqualTo(REFLINK);
    assertThat(Files.mismatch(large, copy)).isEqualTo(-1);
    TransferResult back =
        sendfile().transfer(TransferRequest.from(copy).to(disk.folder().resolve("back")));
    assertThat(back.strategy()).isNotEqualTo(REFLINK);
    assertThat(Files.mismatch(large, disk.folder().resolve("back"))).isEqualTo(-1);
    Files.delete(disk.folder().resolve("back"));
    Files.delete(copy);
  }

  /** Whose last block is not full, which is shared with nothing behind it alone. */
  @Test
  void whoInsistsOnItGetsItInThePlaceOfALargerFileToo() throws Exception {
    Path file = Files.write(disk.folder().resolve("odd"), Content.bytes(SIZE));
    Path copy = Files.write(disk.folder().resolve("larger"), Content.bytes(2 * SIZE));
    TransferResult result =
        sendfile().withForce(REFLINK).transfer(TransferRequest.from(file).to(copy));
    assertThat(result.strategy()).isEqualTo(REFLINK);
    assertArrayEquals(Content.bytes(SIZE), Files.readAllBytes(copy));
    Files.delete(file);
    Files.delete(copy);
  }

  @Test
  void whoInsistsOnItBetweenFileSystemsHearsWhyNot() throws Exception {
    Path copy = Files.write(elsewhere.resolve("never"), Content.bytes(10));
    Sendfile forced = sendfile().withForce(REFLINK);
    Throwable failure = catchThrowable(() -> forced.transfer(TransferRequest.from(large).to(copy)));
    assertThat(failure).isInstanceOf(NoStrategyException.class);
    assertThat(failure.getMessage()).contains(REFLINK);
    assertThat(failure.getMessage().lines()).hasSizeLessThanOrEqualTo(2);
    assertThat(((TransferException) failure).bytesTransferredAtMost()).isZero();
    assertThat(copy).hasBinaryContent(Content.bytes(10));
  }

  @Test
  void whereFilesCannotShareBlocksTheNextStrategyCopies() throws Exception {
    String type = Files.getFileStore(elsewhere).type();
    assumeTrue(List.of("ext4", "tmpfs").contains(type), () -> type + " may share blocks");
    Path file = Content.file(elsewhere, LARGE);
    for (Sendfile each : List.of(sendfile(), preferred)) {
      Path copy = elsewhere.resolve("plain");
      TransferResult result = each.transfer(TransferRequest.from(file).to(copy));
      assertThat(result.strategy()).isNotEqualTo(REFLINK);
      assertThat(Files.mismatch(file, copy)).isEqualTo(-1);
      Files.delete(copy);
    }
    Files.delete(file);
  }

  @Test
  void aCopyFitsOnADiskThatHasNoRoomForItsBytes() throws Exception {
    Path ballast = disk.folder().resolve("ballast");
    Path copy = disk.folder().resolve("fits");
    try {
      fill(ballast, disk.free() - LARGE / 4);
      TransferResult result = sendfile().transfer(TransferRequest.from(large).to(copy));
      assertThat(result.strategy()).isEqualTo(REFLINK);
      assertThat(Files.mismatch(large, copy)).isEqualTo(-1);
    } finally {
      Files.deleteIfExists(copy);
      Files.deleteIfExists(ballast);
    }
  }

  /** From another file system, so that no block can be shared. */
  @Test
  void aFullDiskIsToldWithAnExactAccount() throws Exception {
    Path ballast = disk.folder().resolve("ballast");
    Path copy = disk.folder().resolve("cut short");
    Path file = Content.file(elsewhere, LARGE);
    try {
      fill(ballast, disk.free() - LARGE / 4);
      Throwable thrown =
          catchThrowable(() -> sendfile().transfer(TransferRequest.from(file).to(copy)));
      assertThat(thrown).isInstanceOf(TransferException.class);
      TransferException failure = (TransferException) thrown;
      assertThat(failure.bytesTransferred()).isEqualTo(failure.bytesTransferredAtMost());
      assertThat(Files.size(copy)).isEqualTo(failure.bytesTransferred());
      assertThat(Files.mismatch(file, copy)).isEqualTo(Files.size(copy));
    } finally {
      Files.deleteIfExists(copy);
      Files.deleteIfExists(ballast);
      Files.delete(file);
    }
  }

  private static void fill(Path ballast, long bytes) throws IOException, InterruptedException {
    if (!Command.succeeds("fallocate", "-l", bytes, ballast)) {
      throw new AssertionError("fallocate failed");
    }
  }
}
