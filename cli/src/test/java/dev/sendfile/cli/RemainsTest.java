package dev.sendfile.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sendfile.Sendfile;
import dev.sendfile.TargetOption;
import dev.sendfile.TransferException;
import dev.sendfile.TransferRequest;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** What is known of a file that was all there, when forcing it to the disk has failed. */
@EnabledOnOs(value = OS.LINUX, disabledReason = "there a device cannot be forced to a disk")
class RemainsTest {

  @TempDir Path folder;

  private Path copy;
  private TransferException failure;

  @Command
  private static final class Line {
    @Mixin FileOptions files;
  }

  /** Nothing is left to be copied, and then it fails. */
  @BeforeEach
  void failToForce() throws Exception {
    copy = Files.write(folder.resolve("copy"), new byte[1000]);
    Path nothing = Files.createFile(folder.resolve("nothing"));
    try (FileChannel device = FileChannel.open(Path.of("/dev/null"), StandardOpenOption.WRITE)) {
      failure =
          catchThrowableOfType(
              TransferException.class,
              () ->
                  Sendfile.getDefault()
                      .transfer(
                          TransferRequest.from(nothing)
                              .to(device)
                              .targetOptions(TargetOption.FORCE)));
    }
    assertThat(failure.bytesTransferredAtMost()).isZero();
    assertThat(failure.strategy()).isPresent();
  }

  private Remains after(String... options) {
    Line line = new Line();
    new CommandLine(line).parseArgs(options);
    return Remains.Target.of(new Output(copy), line.files, 1000, false).after(failure);
  }

  /** The kernel has given up pages of what was there before, and tells so once. */
  @Test
  void ofWhatWasToBeOnTheDiskNothingIsKnown() {
    assertThat(after("--sync", "--continue")).isEqualTo(Remains.UNKNOWN);
    assertThat(after("--sync")).isEqualTo(Remains.UNKNOWN);
  }

  @Test
  void whatNobodyWantedOnTheDiskIsAsItWas() {
    assertThat(after("--continue")).isEqualTo(Remains.BEGINNING);
    assertThat(after()).isEqualTo(Remains.UNTOUCHED);
  }
}
