package dev.sendfile.itests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import dev.sendfile.Sendfile;
import dev.sendfile.StrategyInfo;
import dev.sendfile.TransferException;
import dev.sendfile.TransferRequest;
import dev.sendfile.tck.fixture.Content;
import dev.sendfile.tck.fixture.FileSourceKind;
import dev.sendfile.tck.fixture.FileTargetKind;
import dev.sendfile.tck.fixture.Resources;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
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

/** A file is known by whatever two handles it is reached, and by no others. */
class SameFileIT {

  private static final int SIZE = 70_000;
  private static final byte[] CONTENT = Content.bytes(SIZE);
  private static final byte[] BEFORE = Content.bytes(SIZE * 2 + 1);

  @TempDir Path folder;
  private Path file;
  private Path other;

  /**
   * How a file is handed over twice.
   *
   * @param source to be read
   * @param target to be written
   */
  record Handles(FileSourceKind source, FileTargetKind target) {

    /** An output stream empties the file itself: then there is nothing left to be lost. */
    static List<Handles> all() {
      List<Handles> all = new ArrayList<>();
      for (FileSourceKind source : FileSourceKind.values()) {
        for (FileTargetKind target : FileTargetKind.values()) {
          if (target != FileTargetKind.FILE_OUTPUT_STREAM) {
            all.add(new Handles(source, target));
          }
        }
      }
      return all;
    }

    @Override
    public String toString() {
      return source + " to " + target;
    }
  }

  private static Stream<Handles> handles() {
    return Handles.all().stream();
  }

  @BeforeEach
  void makeFiles() throws IOException {
    file = Files.write(folder.resolve("file"), CONTENT);
    other = Files.write(folder.resolve("other"), Arrays.copyOf(BEFORE, SIZE));
  }

  @ParameterizedTest
  @MethodSource("handles")
  void aFileIsNeverWrittenOverItself(Handles handles) throws Exception {
    List<Path> names = List.of(file, folder.resolve("hard"), folder.resolve("soft"));
    Files.createLink(names.get(1), file);
    Files.createSymbolicLink(names.get(2), file);
    Resources before = Resources.now();
    for (Path name : names) {
      try (FileSourceKind.Opened source = handles.source.open(file);
          FileTargetKind.Opened target = handles.target.open(name)) {
        TransferRequest request = target.request(source.from());

        TransferException failure =
            catchThrowableOfType(
                TransferException.class, () -> Sendfile.getDefault().transfer(request));

        assertThat(failure).isNotNull();
        assertThat(failure.getMessage())
            .containsAnyOf("is the source itself", "source and target are the same file");
        assertThat(failure.bytesTransferredAtMost()).isZero();
        assertArrayEquals(CONTENT, Files.readAllBytes(file));
        assertThat(source.standsAfter(0)).isTrue();
        assertThat(target.standsAfter(0)).isTrue();
      }
    }
    before.awaitReturn();
  }

  @ParameterizedTest
  @MethodSource("handles")
  void anotherFileOfTheSameSizeIsWritten(Handles handles) throws Exception {
    Resources before = Resources.now();
    try (FileSourceKind.Opened source = handles.source.open(file);
        FileTargetKind.Opened target = handles.target.open(other)) {
      int start = handles.source.start();

      Sendfile.getDefault().transfer(target.request(source.from()));

      byte[] sent = Arrays.copyOfRange(CONTENT, start, SIZE);
      byte[] expected = handles.target.expected(Arrays.copyOf(BEFORE, SIZE), sent);
      assertArrayEquals(expected, Files.readAllBytes(other));
      assertThat(source.standsAfter(sent.length)).isTrue();
      assertThat(target.standsAfter(sent.length)).isTrue();
    }
    before.awaitReturn();
  }

  /** What is known of two channels leaves nothing on them that a strategy would mind. */
  @Test
  void twoChannelsServeEachStrategyAsBefore() throws Exception {
    for (StrategyInfo each : Sendfile.getDefault().strategies()) {
      Sendfile forced = Sendfile.getDefault().withForce(each.name());
      try (FileChannel from = FileChannel.open(file);
          FileChannel to = FileChannel.open(other, StandardOpenOption.WRITE)) {
        TransferRequest request = TransferRequest.from(from).to(to);
        if (each.name().equals("native-reflink") // a matter of file systems
            || forced.explain(request).chosen().isEmpty()) {
          continue;
        }
        for (int i = 0; i < 3; i++) {
          to.position(0);
          assertThat(forced.transfer(request).strategy()).isEqualTo(each.name());
          assertArrayEquals(CONTENT, Files.readAllBytes(other));
          Files.write(other, Arrays.copyOf(BEFORE, SIZE));
        }
      }
    }
  }

  /** Another process sees it by the list of the system. */
  @Test
  @EnabledOnOs(OS.LINUX)
  void aLockOfTheCallersStays() throws Exception {
    try (FileChannel from = FileChannel.open(file);
        FileChannel same = FileChannel.open(file, StandardOpenOption.WRITE);
        FileChannel to = FileChannel.open(other, StandardOpenOption.WRITE);
        FileLock lock = from.lock(0, 10, true);
        FileLock whole = to.lock()) {
      assertThat(
              catchThrowableOfType(
                  TransferException.class,
                  () -> Sendfile.getDefault().transfer(TransferRequest.from(from).to(same))))
          .hasMessageContaining("the same file");
      Sendfile.getDefault().transfer(TransferRequest.from(from).to(to));

      assertThat(lock.isValid() && whole.isValid()).isTrue();
      assertThat(isLocked(file)).isTrue();
      assertThat(isLocked(other)).isTrue();
    }
    assertArrayEquals(CONTENT, Files.readAllBytes(other)); // which ends locks
  }

  private static boolean isLocked(Path locked) throws IOException {
    long inode = (Long) Files.getAttribute(locked, "unix:ino");
    return Files.readAllLines(Path.of("/proc/locks")).stream()
        .anyMatch(it -> it.contains(":" + inode + " "));
  }
}
