package dev.sendfile.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code receive} refuses before it listens. */
class ReceiveRefusalsTest {

  @TempDir Path folder;

  @Test
  void directory() {
    CliRun.of("receive", "0", folder).failed(1, folder + " is a directory", "name the file in it");
  }

  @Test
  void fileInADirectoryThatDoesNotExist() {
    CliRun.of("receive", "0", folder.resolve("no/file"))
        .failed(1, "the directory of ", "does not exist", "create it first: " + folder);
  }

  @Test
  void fileInADirectoryThatIsReadOnly() throws Exception {
    Files.setPosixFilePermissions(
        folder, Set.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_EXECUTE));
    try {
      assumeFalse(Files.isWritable(folder), "this user may write everywhere");
      CliRun.of("receive", "0", folder.resolve("file"))
          .failed(1, "no file may be made in " + folder, "change its permissions");
    } finally {
      Files.setPosixFilePermissions(folder, Set.of(PosixFilePermission.values()));
    }
  }

  @Test
  void fileInProc() {
    assumeFalse(Files.notExists(Path.of("/proc/version")), "there is no /proc here");
    assumeFalse(Files.isWritable(Path.of("/proc/version")), "this user may write everywhere");
    CliRun.of("receive", "0", "/proc/version").failed(1, "/proc/version may not be written");
  }

  @Test
  void portThatIsInUse() throws Exception {
    try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      String port = String.valueOf(other.getLocalPort());
      CliRun.of("receive", port, folder.resolve("file"))
          .failed(1, "cannot listen on 127.0.0.1:" + port, "give another port, 0 for any");
    }
  }

  @Test
  void addressOfAnotherMachine() {
    CliRun.of("receive", "192.0.2.1:0", folder.resolve("file"))
        .failed(1, "cannot listen on 192.0.2.1:0", "HOST must be an address of this machine");
  }

  @Test
  void hostThatIsNotKnown() {
    CliRun.of("receive", "no-such-host.invalid:0", folder.resolve("file"))
        .failed(1, "the host no-such-host.invalid is not known");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ":9000", "*", "localhost", "9000x", "a b:1", "::1:9000", "**:1"})
  void addressOfAnotherForm(String address) {
    CliRun.of("receive", address, folder.resolve("file"))
        .failed(2, "'" + address + "' is not [HOST:]PORT; write it like 9000, *:9000");
  }

  @Test
  void portOutOfRange() {
    CliRun.of("receive", "65536", folder.resolve("file")).failed(2, "port 65536", "0..65535");
  }

  @ParameterizedTest
  @CsvSource({
    "--continue, --replace, --continue and --replace exclude each other",
    "--continue, --offset=1, --offset goes neither with --continue nor with --replace",
    "--replace, --offset=1, --offset goes neither with --continue nor with --replace",
    "--checksum=md5, --sync, there is sha256"
  })
  void optionsThatDoNotGoTogether(String first, String second, String words) {
    CliRun.of("receive", "0", folder.resolve("file"), first, second).failed(2, words);
  }

  @ParameterizedTest
  @ValueSource(strings = {"--continue", "--replace", "--sync", "--offset=1"})
  void filesOptionsForStandardOutput(String option) {
    CliRun.of("receive", "0", "-", option)
        .failed(2, " needs the path of a file: standard output is written where it stands");
  }

  @Test
  void lengthBelowWhatTheFileHolds() throws Exception {
    Path file = Bytes.in(folder, 100).file();
    CliRun.of("receive", "0", file, "--continue", "--length=99")
        .failed(1, "holds 100 bytes, more than the 99", "leave out --continue");
  }

  @Test
  void toWaitForEver() throws Exception {
    Path file = folder.resolve("file");
    CliRun run = Running.of("receive", "0", file, "--timeout=100ms").ended();
    run.failed(1, "nobody connected to 127.0.0.1:", "within 100 ms", "start the sender");
    assertThat(file).doesNotExist();
  }
}
