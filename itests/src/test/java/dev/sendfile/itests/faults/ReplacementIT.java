package dev.sendfile.itests.faults;

import static java.nio.file.attribute.PosixFilePermissions.fromString;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sendfile.Sendfile;
import dev.sendfile.TargetOption;
import dev.sendfile.TransferException;
import dev.sendfile.TransferRequest;
import dev.sendfile.TransferResult;
import dev.sendfile.tck.fixture.Command;
import dev.sendfile.tck.fixture.Content;
import dev.sendfile.tck.fixture.Feed;
import dev.sendfile.tck.fixture.FeedKind;
import dev.sendfile.tck.fixture.Pause;
import dev.sendfile.tck.fixture.Task;
import dev.sendfile.tck.fixture.ThreadKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/** What keeps one file from taking the place of another is found out before a byte moves. */
@EnabledOnOs(value = OS.LINUX, disabledReason = "the calls are those of Linux")
@Isolated("it stops threads of this JVM")
class ReplacementIT {

  private static final int SIZE = 100_000;
  private static final byte[] CONTENT = Content.bytes(SIZE);
  private static final byte[] OLD = Content.bytes(1_000);

  @TempDir Path folder;
  private Path source;
  private Path target;

  @BeforeEach
  void makeFiles() throws Exception {
    source = Content.file(Files.createDirectory(folder.resolve("from")), SIZE);
    target = Files.write(Files.createDirectory(folder.resolve("to")).resolve("target.bin"), OLD);
    Files.setPosixFilePermissions(target, fromString("rw-rw-r--"));
  }

  private TransferResult replace(TargetOption... more) throws TransferException {
    TargetOption[] options =
        Stream.concat(Stream.of(TargetOption.REPLACE_ATOMICALLY), Stream.of(more))
            .toArray(TargetOption[]::new);
    return Sendfile.getDefault()
        .transfer(TransferRequest.from(source).to(target).targetOptions(options));
  }

  private TransferException failure(TracedThread<?> run) {
    return catchThrowableOfType(TransferException.class, run::outcome);
  }

  private List<Path> beside() throws IOException {
    try (Stream<Path> all = Files.list(target.getParent())) {
      return all.toList();
    }
  }

  private void checkUntouched(TransferException failure) throws IOException {
    assertThat(failure.bytesTransferredAtMost()).isZero();
    assertThat(target).hasBinaryContent(OLD);
    assertThat(beside()).containsExactly(target);
  }

  @Test
  void permissionsThatTheFileSystemRefusesToSetAreNoNewsForTheEnd() throws Exception {
    Fault fault = new Fault("fchmod", "EPERM", "1+");
    TracedThread<TransferResult> run = TracedThread.faulty(fault, folder, this::replace);

    TransferException failure = failure(run);

    assertThat(failure).hasMessageContainingAll(target.toString(), "permissions", "0 of");
    checkUntouched(failure);
  }

  @Test
  void aFileWhoseOwnerCannotBeKeptIsOpenToNobodyElse() throws Exception {
    assumeTrue(Command.succeeds("chown", "65534:65534", target), "only root may give files away");
    Fault fault = new Fault("fchown,lchown,chown", "EPERM", "1+");
    TracedThread<TransferResult> run = TracedThread.faulty(fault, folder, this::replace);

    run.outcome();

    assertThat(target).hasBinaryContent(CONTENT);
    assertThat(Files.getPosixFilePermissions(target)).isEqualTo(fromString("rw-r--r--"));
  }

  @Test
  void ownerAndGroupAreThoseOfTheOldFileFromTheBeginning() throws Exception {
    assumeTrue(Command.succeeds("chown", "65534:65533", target), "only root may give files away");
    Files.setPosixFilePermissions(target, fromString("rw-r-----"));
    try (Feed feed = FeedKind.TCP_BLOCKING.open()) {
      TransferRequest request =
          feed.from().to(target).targetOptions(TargetOption.REPLACE_ATOMICALLY);
      Task<TransferResult> task =
          ThreadKind.PLATFORM.start(() -> Sendfile.getDefault().transfer(request));
      feed.sendNow(CONTENT);
      assertThat(Pause.until(() -> lengthOfNewFile() > 0)).isTrue();
      for (Path file : beside()) {
        checkRights(file);
      }
      feed.end();
      task.await();
    }
    checkRights(target);
    assertThat(target).hasBinaryContent(CONTENT);
  }

  private long lengthOfNewFile() {
    try {
      return beside().stream()
          .filter(it -> !it.equals(target))
          .mapToLong(it -> it.toFile().length())
          .sum();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static void checkRights(Path file) throws IOException {
    assertThat(Files.readAttributes(file, "unix:uid,gid"))
        .containsEntry("uid", 65534)
        .containsEntry("gid", 65533);
    assertThat(Files.getPosixFilePermissions(file)).isEqualTo(fromString("rw-r-----"));
  }

  @Test
  void aMountPointIsRefused() throws Exception {
    target = Files.write(target.resolveSibling("with space"), OLD);
    Files.delete(target.resolveSibling("target.bin"));
    assumeTrue(Command.succeeds("mount", "--bind", source, target), "this user may not mount");
    try {
      TransferException failure = catchThrowableOfType(TransferException.class, this::replace);
      assertThat(failure).hasMessageContainingAll(target.toString(), "mounted", "0 of");
      assertThat(failure.bytesTransferredAtMost()).isZero();
    } finally {
      Command.succeeds("umount", target);
    }
    assertThat(target).hasBinaryContent(OLD);
    assertThat(beside()).containsExactly(target);
  }

  /** The first one is that of the file, the second that of its directory. */
  @Test
  void aNameThatCannotBeForcedIsToldOfAFileThatWasReplaced() throws Exception {
    Fault fault = new Fault("fsync", "EIO", "2");
    TracedThread<TransferResult> run =
        TracedThread.faulty(fault, folder, () -> replace(TargetOption.FORCE));

    assertThat(failure(run)).hasMessageContainingAll(target.toString(), "was replaced", "disk");

    assertThat(target).hasBinaryContent(CONTENT);
    assertThat(beside()).containsExactly(target);
  }

  @Test
  void theNameOfANewFileIsForcedToo() throws Exception {
    Files.delete(target);
    Fault fault = new Fault("fsync", "EIO", "2");
    TransferRequest request =
        TransferRequest.from(source).to(target).targetOptions(TargetOption.FORCE);
    TracedThread<TransferResult> run =
        TracedThread.faulty(fault, folder, () -> Sendfile.getDefault().transfer(request));

    assertThat(failure(run)).hasMessageContainingAll(target.toString(), "was written", "name");

    assertThat(target).hasBinaryContent(CONTENT);
  }

  @Test
  void aRenameThatFailsLeavesTheOldFile() throws Exception {
    Fault fault = new Fault("rename", "EXDEV", "1+");
    TracedThread<TransferResult> run = TracedThread.faulty(fault, folder, this::replace);

    TransferException failure = failure(run);

    assertThat(failure)
        .hasMessageContainingAll(target.toString(), "cannot be replaced", "as it was");
    assertThat(target).hasBinaryContent(OLD);
    assertThat(beside()).containsExactly(target);
  }
}
