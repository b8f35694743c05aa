package dev.sendfile.itests;

import static java.nio.file.attribute.PosixFilePermissions.fromString;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sendfile.RangeException;
import dev.sendfile.Sendfile;
import dev.sendfile.StrategyInfo;
import dev.sendfile.TargetOption;
import dev.sendfile.TransferException;
import dev.sendfile.TransferRequest;
import dev.sendfile.TransferResult;
import dev.sendfile.tck.fixture.Command;
import dev.sendfile.tck.fixture.Content;
import dev.sendfile.tck.fixture.FileSourceKind;
import dev.sendfile.tck.fixture.FileTargetKind;
import dev.sendfile.tck.fixture.Task;
import dev.sendfile.tck.fixture.ThreadKind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * New files get the right permissions, none is copied over itself, and what is no regular file is
 * copied, too; what arrives is part of the contract.
 */
class CopyIT {

  private static final String PATHS = "dev.sendfile.itests.CopyIT$Way#ofPaths";
  private static final String CHANNELS = "dev.sendfile.itests.CopyIT$Way#ofChannels";

  private static final int SIZE = 300_000;
  private static final byte[] CONTENT = Content.bytes(SIZE);

  /** What a target holds before that is not emptied. */
  private static final byte[] BEFORE = Content.bytes(1_000);

  @TempDir Path folder;

  /**
   * A strategy on a route that it claims.
   *
   * @param strategy the strategy that is forced
   * @param source how the file is handed over
   * @param target how its copy is
   */
  record Way(String strategy, FileSourceKind source, FileTargetKind target) {

    private static final List<Way> CLAIMED = claimed();

    static List<Way> ofPaths() {
      return matching(it -> it.source == FileSourceKind.PATH && it.target == FileTargetKind.PATH);
    }

    static List<Way> ofChannels() {
      return matching(
          it ->
              it.source == FileSourceKind.FILE_CHANNEL
                  && it.target == FileTargetKind.CHANNEL_AT_POSITION);
    }

    private static List<Way> matching(Predicate<Way> condition) {
      return CLAIMED.stream().filter(condition).toList();
    }

    private static List<Way> claimed() {
      List<Way> ways = new ArrayList<>();
      try {
        Path from = Files.write(Files.createTempFile("claims", ".bin"), CONTENT);
        Path to = Files.write(Files.createTempFile("claims", ".bin"), new byte[10]);
        for (StrategyInfo strategy : Sendfile.getDefault().strategies()) {
          for (FileSourceKind source : FileSourceKind.values()) {
            for (FileTargetKind target : FileTargetKind.values()) {
              Way way = new Way(strategy.name(), source, target);
              if (way.claims(from, to)) {
                ways.add(way);
              }
            }
          }
        }
        Files.delete(from);
        Files.delete(to);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      return ways;
    }

    /**
     * To share blocks is a matter of file systems, and of whole blocks: ReflinkIT is about that.
     */
    private boolean claims(Path from, Path to) throws IOException {
      if (strategy.equals("native-reflink")) {
        return false;
      }
      try (FileSourceKind.Opened opened = source.open(from);
          FileTargetKind.Opened written = target.open(to)) {
        TransferRequest request = written.request(opened.from());
        return sendfile().explain(request).chosen().isPresent();
      }
    }

    Sendfile sendfile() {
      return Sendfile.getDefault().withForce(strategy);
    }

    @Override
    public String toString() {
      return strategy + ": " + source + " to " + target;
    }
  }

  private static TransferException fail(Way way, TransferRequest request) {
    return catchThrowableOfType(TransferException.class, () -> way.sendfile().transfer(request));
  }

  // ---- what arrives

  @Test
  void theOneLinerCopies() throws Exception {
    Path file = Content.file(folder, SIZE);
    Path copy = folder.resolve("copy.bin");
    assertThat(Sendfile.copy(file, copy).bytes()).isEqualTo(SIZE);
    assertArrayEquals(CONTENT, Files.readAllBytes(copy));
    assertThat(Sendfile.copy(Content.file(folder, 0), copy).bytes()).isZero();
    assertThat(copy).isEmptyFile();
    assertThat(Sendfile.copy(Content.file(folder, 1), copy).bytes()).isOne();
    assertArrayEquals(Content.bytes(1), Files.readAllBytes(copy));
  }

  // ---- ranges

  @ParameterizedTest
  @MethodSource(PATHS)
  void aRangeBeyondTheEndNeitherCreatesNorTruncates(Way way) throws Exception {
    Path file = Content.file(folder, SIZE);
    Path missing = folder.resolve("copy.bin");
    Path existing = Files.write(folder.resolve("existing.bin"), BEFORE);
    for (int[] range : new int[][] {{0, SIZE + 7}, {SIZE, 1}, {SIZE + 1, 0}}) {
      for (Path target : new Path[] {missing, existing}) {
        TransferRequest request = TransferRequest.from(file).to(target).range(range[0], range[1]);
        RangeException failure = (RangeException) fail(way, request);
        assertThat(failure.size()).isEqualTo(SIZE);
        assertThat(failure.bytesTransferredAtMost()).isZero();
      }
    }
    assertThat(missing).doesNotExist();
    assertArrayEquals(BEFORE, Files.readAllBytes(existing));
  }

  // ---- new files

  @ParameterizedTest
  @MethodSource(PATHS)
  @EnabledOnOs({OS.LINUX, OS.MAC})
  void aNewFileGetsThePermissionsThatFilesCopyWouldGiveIt(Way way) throws Exception {
    Path file = Content.file(folder, SIZE);
    Path reference = folder.resolve("reference.bin");
    Path copy = folder.resolve("copy.bin");
    for (String permissions :
        new String[] {"rwxr-x---", "r--r--r--", "rw-------", "rwxrwxrwx", "r-x------"}) {
      Files.setPosixFilePermissions(file, fromString(permissions));
      Files.deleteIfExists(reference);
      Files.deleteIfExists(copy);
      Files.copy(file, reference);
      way.sendfile().transfer(TransferRequest.from(file).to(copy));
      assertThat(Files.getPosixFilePermissions(copy))
          .isEqualTo(Files.getPosixFilePermissions(reference));
      assertArrayEquals(CONTENT, Files.readAllBytes(copy));
    }
  }

  @ParameterizedTest
  @MethodSource(PATHS)
  @EnabledOnOs({OS.LINUX, OS.MAC})
  void anExistingFileKeepsItsOwn(Way way) throws Exception {
    Path file = Content.file(folder, SIZE);
    Files.setPosixFilePermissions(file, fromString("rwxr-x---"));
    Path copy = Files.write(folder.resolve("copy.bin"), BEFORE);
    Files.setPosixFilePermissions(copy, fromString("rw-rw----"));
    way.sendfile().transfer(TransferRequest.from(file).to(copy));
    assertThat(Files.getPosixFilePermissions(copy)).isEqualTo(fromString("rw-rw----"));
  }

  // ---- onto itself

  @ParameterizedTest
  @MethodSource(PATHS)
  void aFileIsNeverCopiedOntoItselfByAnyOfItsNames(Way way) throws Exception {
    Path file = Content.file(folder, SIZE);
    Files.createDirectory(folder.resolve("x"));
    List<Path> names = new ArrayList<>(List.of(file));
    names.add(folder.resolve("x").resolve("..").resolve(file.getFileName()));
    names.add(folder.resolve(".").resolve(file.getFileName()));
    names.add(Files.createLink(folder.resolve("hard.bin"), file));
    names.add(Files.createSymbolicLink(folder.resolve("soft.bin"), file));
    for (Path name : names) {
      for (TransferRequest request :
          new TransferRequest[] {
            TransferRequest.from(file).to(name),
            TransferRequest.from(name).to(file),
            TransferRequest.from(file).to(name).range(0, 10),
            TransferRequest.from(file).to(name).range(10, 10).targetOffset(15)
          }) {
        TransferException failure = fail(way, request);
        assertThat(failure).hasMessageContainingAll("source", "target", "nothing was sent");
        assertThat(failure.bytesTransferredAtMost()).isZero();
        assertArrayEquals(CONTENT, Files.readAllBytes(file));
      }
    }
  }

  @ParameterizedTest
  @MethodSource(PATHS)
  void aFileCanBeReplacedByAPartOfItself(Way way) throws Exception {
    Path file = Content.file(folder, SIZE);
    TransferRequest request =
        TransferRequest.from(file)
            .to(file)
            .range(1, 1_000)
            .targetOptions(TargetOption.REPLACE_ATOMICALLY);
    assertThat(way.sendfile().transfer(request).bytes()).isEqualTo(1_000);
    assertArrayEquals(Arrays.copyOfRange(CONTENT, 1, 1_001), Files.readAllBytes(file));
  }

  @ParameterizedTest
  @MethodSource(CHANNELS)
  void overlappingPartsOfOneChannelAreRefusedAndOthersCopied(Way way) throws Exception {
    Path file = Content.file(folder, SIZE);
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      for (long position : new long[] {0, 1, 99, 100, 199}) {
        channel.position(position);
        TransferRequest request = TransferRequest.from(channel).to(channel).range(100, 100);
        if (position == 0) {
          way.sendfile().transfer(request);
          assertThat(channel.position()).isEqualTo(100);
          continue;
        }
        TransferException failure = fail(way, request);
        assertThat(failure).hasMessageContainingAll("same file", "target offset");
        assertThat(failure.bytesTransferredAtMost()).isZero();
        assertThat(channel.position()).isEqualTo(position);
        assertThat(
                fail(
                    way,
                    TransferRequest.from(channel)
                        .to(channel)
                        .range(100, 100)
                        .header(ByteBuffer.allocate(200))
                        .targetOffset(0)))
            .as("the header would reach into it")
            .isNotNull();
      }
      channel.position(SIZE);
      way.sendfile().transfer(TransferRequest.from(channel).to(channel).range(100, 100));
      assertThat(channel.position()).isEqualTo(SIZE + 100);
    }
    byte[] part = Arrays.copyOfRange(CONTENT, 100, 200);
    byte[] expected = Content.join(CONTENT, part);
    System.arraycopy(part, 0, expected, 0, 100);
    assertArrayEquals(expected, Files.readAllBytes(file));
  }

  // ---- what is no regular file

  @Test
  @EnabledOnOs(OS.LINUX)
  void procAndSysFilesAreCopiedToTheirEnd() throws Exception {
    Path copy = folder.resolve("copy.bin");
    for (String name :
        new String[] {"/proc/version", "/proc/filesystems", "/sys/devices/system/cpu/online"}) {
      Path file = Path.of(name);
      byte[] expected = Files.readAllBytes(file);
      for (TransferRequest request :
          new TransferRequest[] {
            TransferRequest.from(file).to(copy),
            TransferRequest.from(file).to(copy).targetOffset(0),
            TransferRequest.from(file).to(copy).targetOptions(TargetOption.REPLACE_ATOMICALLY)
          }) {
        Files.write(copy, new byte[0]);
        assertThat(Sendfile.getDefault().transfer(request).bytes()).isEqualTo(expected.length);
        assertThat(Files.readAllBytes(copy)).isEqualTo(expected);
      }
    }
  }

  @Test
  void aDirectoryIsRefusedAsSourceAndTargetByKind() throws Exception {
    Path file = Content.file(folder, 10);
    TransferException failure =
        catchThrowableOfType(
            TransferException.class, () -> Sendfile.copy(folder, folder.resolve("copy.bin")));
    assertThat(failure).hasMessageContainingAll(folder.toString(), "directory", "one by one");
    assertThat(folder.resolve("copy.bin")).doesNotExist();
    failure = catchThrowableOfType(TransferException.class, () -> Sendfile.copy(file, folder));
    assertThat(failure).hasMessageContainingAll(folder.toString(), "directory", "name the file");
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void aFifoIsReadToItsEnd() throws Exception {
    Path fifo = Command.fifo(folder);
    Path copy = folder.resolve("copy.bin");
    for (ThreadKind thread : ThreadKind.available()) {
      Task<TransferResult> task = thread.start(() -> Sendfile.copy(fifo, copy));
      Files.write(fifo, CONTENT); // opening it waits for the reader
      assertThat(task.await().route()).hasToString("pipe -> file");
      assertArrayEquals(CONTENT, Files.readAllBytes(copy));
    }
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void aFifoIsWrittenFromWhereItStands() throws Exception {
    Path fifo = Command.fifo(folder);
    Path file = Content.file(folder, SIZE);
    for (ThreadKind thread : ThreadKind.available()) {
      Task<TransferResult> task = thread.start(() -> Sendfile.copy(file, fifo));
      assertArrayEquals(CONTENT, Files.readAllBytes(fifo));
      assertThat(task.await().route()).hasToString("file -> pipe");
    }
    for (TransferRequest request :
        new TransferRequest[] {
          TransferRequest.from(file).to(fifo).targetOffset(0),
          TransferRequest.from(file).to(fifo).targetOptions(TargetOption.REPLACE_ATOMICALLY)
        }) {
      TransferException failure =
          catchThrowableOfType(
              TransferException.class, () -> Sendfile.getDefault().transfer(request));
      assertThat(failure).hasMessageContainingAll(fifo.toString(), "FIFO", "neither");
    }
    assertThat(Files.isRegularFile(fifo)).isFalse();
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void twoFifosPassOnWhatComes() throws Exception {
    Path in = Command.fifo(folder);
    Path out = folder.resolve("out");
    assumeTrue(Command.succeeds("mkfifo", out));
    Task<TransferResult> task = ThreadKind.PLATFORM.start(() -> Sendfile.copy(in, out));
    Task<byte[]> reader = ThreadKind.PLATFORM.start(() -> Files.readAllBytes(out));
    Files.write(in, CONTENT);
    assertArrayEquals(CONTENT, reader.await());
    assertThat(task.await().route()).hasToString("pipe -> pipe");
  }
}
