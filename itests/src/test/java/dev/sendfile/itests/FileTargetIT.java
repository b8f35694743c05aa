package dev.sendfile.itests;

import static java.nio.file.attribute.PosixFilePermissions.fromString;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sendfile.Sendfile;
import dev.sendfile.StrategyInfo;
import dev.sendfile.TargetOption;
import dev.sendfile.TransferException;
import dev.sendfile.TransferRequest;
import dev.sendfile.TransferResult;
import dev.sendfile.TransferSource;
import dev.sendfile.TruncatedSourceException;
import dev.sendfile.tck.fixture.Command;
import dev.sendfile.tck.fixture.Content;
import dev.sendfile.tck.fixture.Feed;
import dev.sendfile.tck.fixture.FeedKind;
import dev.sendfile.tck.fixture.MemoryChannel;
import dev.sendfile.tck.fixture.Pause;
import dev.sendfile.tck.fixture.SmallDisk;
import dev.sendfile.tck.fixture.Task;
import dev.sendfile.tck.fixture.ThreadKind;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** How a file is written: where, over what, under which name, and what a failure leaves. */
class FileTargetIT {

  private static final int SIZE = 100_000;
  private static final byte[] CONTENT = Content.bytes(SIZE);
  private static final byte[] OLD = Content.bytes(150_000);
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir Path folder;
  private Path source;
  private Path target;

  /**
   * What is written to a file, and by what: a copy or a receive.
   *
   * @param strategy the strategy that is forced
   * @param receives whether the bytes come from a stream, not from a file
   */
  record Way(String strategy, boolean receives) {

    static List<Way> all() throws IOException {
      List<Way> ways = new ArrayList<>();
      Path file = Files.write(Files.createTempFile("claims", ".bin"), CONTENT);
      for (StrategyInfo it : Sendfile.getDefault().strategies()) {
        for (boolean receives : new boolean[] {false, true}) {
          Way way = new Way(it.name(), receives);
          TransferRequest request = way.from(file).to(file.resolveSibling("claims-target"));
          // to share blocks is a matter of file systems, and of whole blocks: ReflinkIT
          boolean everywhere = !it.name().equals("native-reflink");
          if (everywhere && way.sendfile().explain(request).chosen().isPresent()) {
            ways.add(way);
          }
        }
      }
      Files.delete(file);
      return ways;
    }

    /** The kernel refuses to copy to a file that appends: others do it then. */
    static List<Way> toAppend() throws IOException {
      List<String> refused = List.of("native-copy-file-range", "native-sendfile");
      return all().stream().filter(it -> !refused.contains(it.strategy)).toList();
    }

    /** The kernel does not copy between file systems of different kinds. */
    static List<Way> betweenFileSystems() throws IOException {
      return all().stream().filter(it -> !it.strategy.equals("native-copy-file-range")).toList();
    }

    Sendfile sendfile() {
      return Sendfile.getDefault().withForce(strategy);
    }

    /** The content, from a file or from a stream. */
    TransferSource from(Path file) throws IOException {
      return receives
          ? TransferRequest.from(new ByteArrayInputStream(Files.readAllBytes(file)))
          : TransferRequest.from(file);
    }

    @Override
    public String toString() {
      return strategy + (receives ? ", received" : ", copied");
    }
  }

  private static final String WAYS = "dev.sendfile.itests.FileTargetIT$Way#all";
  private static final String WAYS_TO_APPEND = "dev.sendfile.itests.FileTargetIT$Way#toAppend";
  private static final String WAYS_BETWEEN_FILE_SYSTEMS =
      "dev.sendfile.itests.FileTargetIT$Way#betweenFileSystems";

  @BeforeEach
  void makeSource() throws Exception {
    source = Content.file(folder, SIZE);
    target = folder.resolve("target.bin");
  }

  private TransferResult write(Way way, TransferRequest request) throws TransferException {
    TransferResult result = way.sendfile().transfer(request);
    assertThat(result.strategy()).isEqualTo(way.strategy());
    assertThat(result.passedOver()).isEmpty();
    return result;
  }

  private static TransferException fail(Way way, TransferRequest request) {
    return catchThrowableOfType(TransferException.class, () -> way.sendfile().transfer(request));
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      return all.sorted().toList();
    }
  }

  // ---- where

  @ParameterizedTest
  @MethodSource(WAYS)
  void aMissingFileIsCreatedAndALongerOneTruncated(Way way) throws Exception {
    write(way, way.from(source).to(target));
    assertArrayEquals(CONTENT, Files.readAllBytes(target));
    Files.write(target, OLD);
    write(way, way.from(source).to(target));
    assertArrayEquals(CONTENT, Files.readAllBytes(target));
  }

  @ParameterizedTest
  @MethodSource(WAYS)
  void anEmptySourceMakesAnEmptyFile(Way way) throws Exception {
    Files.write(target, OLD);
    assertThat(write(way, way.from(Content.file(folder, 0)).to(target)).bytes()).isZero();
    assertThat(target).isEmptyFile();
  }

  @ParameterizedTest
  @MethodSource(WAYS)
  void atAnOffsetTheBytesAroundStayAndNothingIsTruncated(Way way) throws Exception {
    Files.write(target, OLD);
    write(
        way,
        way.from(source)
            .to(target)
            .targetOffset(10_001)
            .header(ByteBuffer.wrap(CONTENT, 0, 9))
            .trailer(ByteBuffer.wrap(CONTENT, 0, 7)));
    byte[] expected = OLD.clone();
    System.arraycopy(CONTENT, 0, expected, 10_001, 9);
    System.arraycopy(CONTENT, 0, expected, 10_010, SIZE);
    System.arraycopy(CONTENT, 0, expected, 10_010 + SIZE, 7);
    assertArrayEquals(expected, Files.readAllBytes(target));
  }

  @ParameterizedTest
  @MethodSource(WAYS)
  void anOffsetBeyondTheEndLeavesAHoleOfZeros(Way way) throws Exception {
    for (boolean exists : new boolean[] {true, false}) {
      Files.deleteIfExists(target);
      int had = exists ? 1_000 : 0;
      if (exists) {
        Files.write(target, Content.bytes(had));
      }
      write(way, way.from(source).to(target).targetOffset(70_000));
      byte[] expected = new byte[70_000 + SIZE];
      System.arraycopy(Content.bytes(had), 0, expected, 0, had);
      System.arraycopy(CONTENT, 0, expected, 70_000, SIZE);
      assertArrayEquals(expected, Files.readAllBytes(target));
    }
  }

  @ParameterizedTest
  @MethodSource(WAYS)
  void offsetsBeyond4GibAreRight(Way way) throws Exception {
    long at = (1L << 32) - 50_000;
    write(way, way.from(source).to(target).targetOffset(at));
    assertThat(Files.size(target)).isEqualTo(at + SIZE);
    MemoryChannel read = new MemoryChannel();
    Sendfile.getDefault().transfer(TransferRequest.from(target).to(read).range(at - 10, SIZE + 10));
    assertArrayEquals(Content.join(new byte[10], CONTENT), read.bytes());
    Files.delete(target);
  }

  @ParameterizedTest
  @MethodSource(WAYS_TO_APPEND)
  void aChannelThatAppendsIsWrittenAtItsEndAndNowhereElse(Way way) throws Exception {
    for (int had : new int[] {0, 1, 1_000}) {
      Files.write(target, Content.bytes(had));
      try (FileChannel channel = FileChannel.open(target, StandardOpenOption.APPEND)) {
        // at its end it appends just where it shall write
        int elsewhere = had == 0 ? 1 : 0;
        TransferException failure = fail(way, way.from(source).to(channel).targetOffset(elsewhere));
        assertThat(failure)
            .hasMessageContainingAll("APPEND", "offset " + elsewhere, "nothing was sent");
        assertThat(channel.isOpen()).isTrue();
        assertThat(Files.size(target)).isEqualTo(had);
        write(way, way.from(source).to(channel));
        write(way, way.from(source).to(channel));
        assertThat(channel.position()).isEqualTo(had + 2 * SIZE);
      }
      assertArrayEquals(
          Content.join(Content.bytes(had), CONTENT, CONTENT), Files.readAllBytes(target));
    }
  }

  @Test
  void offsetsAndOptionsAreForFilesAlone() {
    TransferRequest request = TransferRequest.from(source).to(new MemoryChannel());
    assertThatIllegalArgumentException()
        .isThrownBy(() -> request.targetOffset(1))
        .withMessageContaining("without positions");
    for (TargetOption option : TargetOption.values()) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> request.targetOptions(option))
          .withMessageContainingAll(option.name(), "path");
    }
    TransferRequest toFile = TransferRequest.from(source).to(target);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> toFile.targetOffset(-1))
        .withMessageContaining("-1");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> toFile.targetOptions(TargetOption.REPLACE_ATOMICALLY, TargetOption.CREATE_NEW));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> toFile.targetOffset(0).targetOptions(TargetOption.REPLACE_ATOMICALLY));
    assertThat(target).doesNotExist();
  }

  // ---- CREATE_NEW

  @ParameterizedTest
  @MethodSource(WAYS)
  void createNewRefusesWhatExistsAndLeavesItAsItWas(Way way) throws Exception {
    Files.write(target, OLD);
    TransferRequest request = way.from(source).to(target).targetOptions(TargetOption.CREATE_NEW);
    TransferException failure = fail(way, request);
    assertThat(failure)
        .hasMessageContainingAll(target.toString(), "exists already", "without CREATE_NEW")
        .hasCauseInstanceOf(FileAlreadyExistsException.class);
    assertThat(failure.bytesTransferredAtMost()).isZero();
    assertArrayEquals(OLD, Files.readAllBytes(target));
    Files.delete(target);
    write(way, way.from(source).to(target).targetOptions(TargetOption.CREATE_NEW));
    assertArrayEquals(CONTENT, Files.readAllBytes(target));
  }

  @ParameterizedTest
  @MethodSource(WAYS)
  void createNewAtAnOffsetMakesAFileWithAHole(Way way) throws Exception {
    write(way, way.from(source).to(target).targetOffset(5).targetOptions(TargetOption.CREATE_NEW));
    assertArrayEquals(Content.join(new byte[5], CONTENT), Files.readAllBytes(target));
  }

  // ---- FORCE

  @ParameterizedTest
  @MethodSource(WAYS)
  void forceWorksForPathsAndChannels(Way way) throws Exception {
    write(way, way.from(source).to(target).targetOptions(TargetOption.FORCE));
    assertArrayEquals(CONTENT, Files.readAllBytes(target));
    write(
        way,
        way.from(source)
            .to(target)
            .targetOptions(TargetOption.FORCE, TargetOption.REPLACE_ATOMICALLY));
    assertArrayEquals(CONTENT, Files.readAllBytes(target));
    try (FileChannel channel = FileChannel.open(target, StandardOpenOption.WRITE)) {
      write(way, way.from(source).to(channel).targetOptions(TargetOption.FORCE));
      assertThat(channel.isOpen()).isTrue();
    }
    assertArrayEquals(CONTENT, Files.readAllBytes(target));
  }

  /** Not every strategy writes elsewhere than at the position of a channel. */
  @ParameterizedTest
  @MethodSource(WAYS)
  void forceWorksForAChannelAtAnOffset(Way way) throws Exception {
    Files.write(target, new byte[3]);
    try (FileChannel channel = FileChannel.open(target, StandardOpenOption.WRITE)) {
      TransferRequest request =
          way.from(source).to(channel).targetOffset(3).targetOptions(TargetOption.FORCE);
      assumeTrue(way.sendfile().explain(request).chosen().isPresent(), "the route is not claimed");
      write(way, request);
      assertThat(channel.position()).isZero();
    }
    assertArrayEquals(Content.join(new byte[3], CONTENT), Files.readAllBytes(target));
  }

  // ---- REPLACE_ATOMICALLY

  @ParameterizedTest
  @MethodSource(WAYS)
  void whoHasOpenedTheOldFileStillSeesIt(Way way) throws Exception {
    Files.write(target, OLD);
    try (FileChannel reader = FileChannel.open(target)) {
      write(way, way.from(source).to(target).targetOptions(TargetOption.REPLACE_ATOMICALLY));
      ByteBuffer seen = ByteBuffer.allocate(OLD.length);
      while (reader.read(seen) > 0) {
        assertThat(seen.position()).isPositive();
      }
      assertArrayEquals(OLD, seen.array());
    }
    assertArrayEquals(CONTENT, Files.readAllBytes(target));
    assertThat(files()).containsExactlyInAnyOrder(source, target);
  }

  @ParameterizedTest
  @MethodSource(WAYS)
  void replacingWhatDoesNotExistCreatesIt(Way way) throws Exception {
    write(way, way.from(source).to(target).targetOptions(TargetOption.REPLACE_ATOMICALLY));
    assertArrayEquals(CONTENT, Files.readAllBytes(target));
    assertThat(files()).containsExactlyInAnyOrder(source, target);
  }

  @ParameterizedTest
  @MethodSource("dev.sendfile.tck.fixture.ThreadKind#available")
  void whileItIsReplacedTheOldFileIsWhole(ThreadKind thread) throws Exception {
    Files.write(target, OLD);
    try (Feed feed = FeedKind.TCP_BLOCKING.open()) {
      TransferRequest request =
          feed.from().to(target).targetOptions(TargetOption.REPLACE_ATOMICALLY);
      Task<TransferResult> task = thread.start(() -> Sendfile.getDefault().transfer(request));
      feed.sendNow(CONTENT);
      assertThat(Pause.until(() -> partSize() == SIZE)).as("all is in a hidden file").isTrue();
      assertArrayEquals(OLD, Files.readAllBytes(target));
      feed.end();
      task.await();
    }
    assertArrayEquals(CONTENT, Files.readAllBytes(target));
    assertThat(files()).containsExactlyInAnyOrder(source, target);
  }

  private long partSize() {
    try {
      return files().stream()
          .filter(it -> it.getFileName().toString().endsWith(".part"))
          .mapToLong(it -> it.toFile().length())
          .sum();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @ParameterizedTest
  @MethodSource(WAYS)
  void aReplacementThatFailsLeavesTheOldFileAndNothingElse(Way way) throws Exception {
    Files.write(target, OLD);
    TransferRequest request =
        TransferRequest.from(new ByteArrayInputStream(CONTENT))
            .to(target)
            .range(0, SIZE + 1)
            .targetOptions(TargetOption.REPLACE_ATOMICALLY);
    if (way.receives()) {
      TruncatedSourceException failure = (TruncatedSourceException) fail(way, request);
      assertThat(failure.bytesTransferred()).isEqualTo(SIZE);
    } else {
      TransferRequest beyond =
          TransferRequest.from(source)
              .to(target)
              .range(1, SIZE)
              .targetOptions(TargetOption.REPLACE_ATOMICALLY);
      assertThat(fail(way, beyond)).hasMessageContaining("beyond the end");
    }
    assertArrayEquals(OLD, Files.readAllBytes(target));
    assertThat(files()).containsExactlyInAnyOrder(source, target);
  }

  @ParameterizedTest
  @MethodSource(WAYS)
  @EnabledOnOs({OS.LINUX, OS.MAC})
  void aReplacementKeepsThePermissionsOfTheOldFile(Way way) throws Exception {
    Files.write(target, OLD);
    for (String permissions : new String[] {"rwxr-x---", "r--r--r--", "rw-rw-rw-"}) {
      Files.setPosixFilePermissions(target, fromString(permissions));
      write(way, way.from(source).to(target).targetOptions(TargetOption.REPLACE_ATOMICALLY));
      assertThat(Files.getPosixFilePermissions(target)).isEqualTo(fromString(permissions));
      assertArrayEquals(CONTENT, Files.readAllBytes(target));
    }
  }

  @ParameterizedTest
  @MethodSource(WAYS)
  @EnabledOnOs({OS.LINUX, OS.MAC})
  void aLinkStaysALink(Way way) throws Exception {
    Path elsewhere = Files.createDirectory(folder.resolve("elsewhere"));
    Path real = Files.write(elsewhere.resolve("real.bin"), OLD);
    Path link = Files.createSymbolicLink(folder.resolve("link.bin"), real);
    for (TargetOption[] options :
        new TargetOption[][] {{}, {TargetOption.REPLACE_ATOMICALLY}, {TargetOption.FORCE}}) {
      Files.write(real, OLD);
      write(way, way.from(source).to(link).targetOptions(options));
      assertThat(link).isSymbolicLink();
      assertArrayEquals(CONTENT, Files.readAllBytes(real));
      assertThat(elsewhere).isDirectoryNotContaining("glob:**.part");
    }
  }

  // ---- targets that cannot be written

  @ParameterizedTest
  @MethodSource(WAYS)
  void aDirectoryIsRefusedByKind(Way way) throws Exception {
    TransferException failure = fail(way, way.from(source).to(folder));
    assertThat(failure).hasMessageContainingAll(folder.toString(), "directory", "name the file");
    assertThat(failure.bytesTransferredAtMost()).isZero();
    assertThat(files()).containsExactly(source);
  }

  @ParameterizedTest
  @MethodSource(WAYS)
  void aMissingDirectoryIsRefusedByName(Way way) throws Exception {
    Path nowhere = folder.resolve("missing").resolve("target.bin");
    for (TargetOption[] options :
        new TargetOption[][] {
          {}, {TargetOption.CREATE_NEW}, {TargetOption.REPLACE_ATOMICALLY}, {TargetOption.FORCE}
        }) {
      TransferException failure = fail(way, way.from(source).to(nowhere).targetOptions(options));
      assertThat(failure)
          .hasMessageContainingAll(nowhere.toString(), "directory", "does not exist")
          .hasCauseInstanceOf(NoSuchFileException.class);
      assertThat(failure.bytesTransferredAtMost()).isZero();
    }
    assertThat(nowhere.getParent()).doesNotExist();
  }

  @ParameterizedTest
  @MethodSource(WAYS)
  @EnabledOnOs(OS.LINUX)
  void aReadOnlyFileSystemIsRefusedByName(Way way) throws Exception {
    try (SmallDisk disk = SmallDisk.mount()) {
      Path there = Files.write(disk.folder().resolve("there.bin"), OLD);
      disk.becomeReadOnly();
      for (Path file : new Path[] {there, disk.folder().resolve("new.bin")}) {
        for (TargetOption[] options :
            new TargetOption[][] {{}, {TargetOption.REPLACE_ATOMICALLY}}) {
          TransferException failure = fail(way, way.from(source).to(file).targetOptions(options));
          assertThat(failure).hasMessageContainingAll(file.toString(), "Read-only");
          assertThat(failure.bytesTransferredAtMost()).isZero();
        }
      }
      assertArrayEquals(OLD, Files.readAllBytes(there));
    }
  }

  /** Root may write everything; only a flag of the file system stops it. */
  @ParameterizedTest
  @MethodSource(WAYS)
  @EnabledOnOs(OS.LINUX)
  void aFileThatMayNotBeWrittenIsRefusedByName(Way way) throws Exception {
    Files.write(target, OLD);
    boolean root = Files.isWritable(Path.of("/proc/sys/kernel/hostname"));
    if (root) {
      assumeTrue(Command.succeeds("chattr", "+i", target), "the file system has no such flag");
    } else {
      Files.setPosixFilePermissions(target, fromString("r--r--r--"));
    }
    try {
      TransferException failure = fail(way, way.from(source).to(target));
      assertThat(failure).hasMessageContaining(target.toString());
      assertThat(failure.getMessage()).containsAnyOf("may not be written", "cannot be opened");
      assertThat(failure.bytesTransferredAtMost()).isZero();
    } finally {
      Command.succeeds("chattr", "-i", target);
    }
    assertArrayEquals(OLD, Files.readAllBytes(target));
  }

  // ---- targets that become full

  @ParameterizedTest
  @MethodSource(WAYS)
  @EnabledOnOs(OS.LINUX)
  void aDeviceThatIsFullIsAnErrorAndNoSpin(Way way) throws Exception {
    Path full = Path.of("/dev/full");
    assumeTrue(Files.exists(full));
    TransferRequest request = way.from(source).to(full);
    assumeTrue(way.sendfile().explain(request).chosen().isPresent(), "the route is not claimed");
    TransferException failure =
        ThreadKind.PLATFORM
            .start(() -> way.sendfile().transfer(request))
            .awaitFailure(TransferException.class, PATIENCE);
    assertThat(failure).hasMessageContainingAll("writing to", "/dev/full", "failed");
    assertThat(failure.bytesTransferredAtMost()).isZero();
  }

  @ParameterizedTest
  @MethodSource(WAYS_BETWEEN_FILE_SYSTEMS)
  @EnabledOnOs(OS.LINUX)
  void aDiskThatBecomesFullIsAnErrorWithWhatIsInTheFile(Way way) throws Exception {
    byte[] tooMuch = Content.bytes(8 << 20);
    Path large = Files.write(folder.resolve("large.bin"), tooMuch);
    try (SmallDisk disk = SmallDisk.mount()) {
      Path file = disk.folder().resolve("file.bin");
      TransferException failure =
          ThreadKind.PLATFORM
              .start(() -> way.sendfile().transfer(way.from(large).to(file)))
              .awaitFailure(TransferException.class, PATIENCE);
      assertThat(failure).hasMessageContainingAll("writing to", file.toString(), "No space left");
      byte[] written = Files.readAllBytes(file);
      assertThat(written).hasSizeBetween(1 << 20, 2 << 20);
      assertThat(failure.bytesTransferred()).isEqualTo(written.length);
      assertThat(failure.bytesTransferredAtMost()).isEqualTo(written.length);
      assertArrayEquals(Arrays.copyOf(tooMuch, written.length), written);
    }
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void whatASocketGaveAndAFullDiskDidNotTakeComesBack() throws Exception {
    byte[] tooMuch = Content.bytes(8 << 20);
    try (SmallDisk disk = SmallDisk.mount();
        Feed feed = FeedKind.TCP_BLOCKING.open()) {
      Path file = disk.folder().resolve("file.bin");
      Task<Void> sender = feed.sendAll(tooMuch);
      TransferException failure =
          ThreadKind.PLATFORM
              .start(() -> Sendfile.getDefault().transfer(feed.from().to(file)))
              .awaitFailure(TransferException.class, PATIENCE);
      assertThat(failure).hasMessageContainingAll(file.toString(), "No space left");
      assertThat(failure.bytesTransferred()).isEqualTo(Files.size(file));
      byte[] back = new byte[failure.undelivered().remaining()];
      failure.undelivered().get(back);
      int left = tooMuch.length - (int) failure.bytesTransferred() - back.length;
      byte[] all = Content.join(Files.readAllBytes(file), back, feed.readRest(left));
      assertArrayEquals(tooMuch, all);
      sender.await();
    }
  }

  @ParameterizedTest
  @MethodSource(WAYS_BETWEEN_FILE_SYSTEMS)
  @EnabledOnOs(OS.LINUX)
  void aReplacementOnAFullDiskLeavesTheOldFileAndNothingElse(Way way) throws Exception {
    Path large = Files.write(folder.resolve("large.bin"), Content.bytes(8 << 20));
    try (SmallDisk disk = SmallDisk.mount()) {
      Path file = Files.write(disk.folder().resolve("file.bin"), OLD);
      assertThat(fail(way, way.from(large).to(file).targetOptions(TargetOption.REPLACE_ATOMICALLY)))
          .hasMessageContaining("No space left");
      assertArrayEquals(OLD, Files.readAllBytes(file));
      try (Stream<Path> all = Files.list(disk.folder())) {
        assertThat(all).containsExactly(file);
      }
    }
  }
}
