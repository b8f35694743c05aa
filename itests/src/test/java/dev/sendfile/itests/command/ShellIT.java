package dev.sendfile.itests.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code copy} as shells use it: pipes, redirections, FIFOs, names in any language. */
@Tag("once")
class ShellIT {

  /** More than a pipe holds, and than the disk that is full. */
  private static final long SIZE = 3 << 20;

  @TempDir Path directory;

  private Sample sample;

  @BeforeEach
  void makeFile() throws Exception {
    sample = Sample.in(directory, "a", SIZE);
  }

  /** Runs a script whose text need not be of the charset of this JVM's file names. */
  private Launched sh(String script) throws Exception {
    Path file = directory.resolve("script");
    String text = "cd '" + directory + "'\nsendfile() { '" + Launched.LAUNCHER + "' \"$@\"; }\n";
    Files.writeString(file, text + script, StandardCharsets.UTF_8);
    try (Started started = Started.process(directory, null, "sh", file.toString())) {
      return started.ended();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sendfile copy a - | cat >b",
        "cat a | sendfile copy - - | cat >b",
        "sendfile copy - - <a >b",
        "head -c 1000 a >b; sendfile copy a b --continue",
        "head -c 1000 a >b; tail -c +1001 a >c; sendfile copy c - >>b",
        "mkfifo f; cat f >b & sendfile copy a f && wait",
        "mkfifo f; cat a >f & sendfile copy f b && wait",
        "cat a | sendfile copy - b --replace --sync"
      })
  void copies(String script) throws Exception {
    Launched run = sh(script);
    assertThat(run.exit()).as(run.err()).isZero();
    sample.sameAs(directory.resolve("b"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"sendfile copy a -", "cat a | sendfile copy - -", "sendfile copy a - --json"})
  void standardOutputHoldsNothingButTheFile(String script) throws Exception {
    Launched run = sh(script + " --checksum=sha256 >b");
    assertThat(run.err()).contains(sample.sha256());
    assertThat(run.out()).isEmpty();
    sample.sameAs(directory.resolve("b"));
  }

  // ---- names

  @ParameterizedTest
  @ValueSource(strings = {"C", "C.UTF-8", "xx_YY.UTF-8"})
  void anyNameIsFoundInAnyLocale(String locale) throws Exception {
    Launched run =
        sh(
            "export LANG=C LC_ALL="
                + locale
                + "\n"
                + "cp a 'zwölf Boxkämpfer 日本.bin'\n"
                + "sendfile copy 'zwölf Boxkämpfer 日本.bin' 'Kopie ß.bin' --checksum=sha256 || exit\n"
                + "sendfile copy 'größer.bin' x\n"
                + "cmp a 'Kopie ß.bin'");
    assertThat(run.exit()).as(run.err()).isZero();
    assertThat(run.out()).contains(sample.sha256());
    assertThat(run.err()).contains("größer.bin does not exist");
  }

  @Test
  void withoutTheLauncherAnUnusableNameHasARemedy() throws Exception {
    Launched run =
        sh(
            "LC_ALL=C '"
                + Launched.JAVA
                + "' -p '"
                + Launched.LIBRARIES
                + "' -m dev.sendfile.cli/dev.sendfile.cli.Main copy 'zwölf' x");
    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.err()).contains("is no file name in the charset", "set LC_ALL=C.UTF-8");
  }

  @Test
  void theDoctorNamesModulesThatAreMissing() throws Exception {
    Launched run =
        sh(
            "'"
                + Launched.JAVA
                + "' --limit-modules java.base,java.logging,java.sql -cp '"
                + Launched.LIBRARIES
                + "/*' dev.sendfile.cli.Main doctor");
    assertThat(run.exit()).as(run.err()).isZero();
    assertThat(run.out()).contains("--add-modules=jdk.jfr");
  }

  // ---- failures that need a machine

  @Test
  void aFullDiskIsSaidAndContinuedLater() throws Exception {
    Launched.assume(
        "sh",
        "-c",
        "d=$(mktemp -d) && mount -t tmpfs -o size=2m tmpfs $d && umount $d && rmdir $d");
    Launched run =
        sh(
            "mkdir disk && mount -t tmpfs -o size=2m tmpfs disk || exit\n"
                + "trap 'umount disk' EXIT\n"
                + "sendfile receive 0 disk/b --length="
                + SIZE
                + " 2>err &\n"
                + "until grep -q listening err; do :; done\n"
                + "sendfile send a 127.0.0.1:$(sed 's/.*://' err) 2>err2\n"
                + "wait $!; echo receiver $?; cat err; cat err2\n"
                + "mount -o remount,size=64m disk\n"
                + "sendfile copy a disk/b --continue && cmp a disk/b && echo identical");
    assertThat(run.out())
        .contains("receiver 1", "its file system has room for 0 bytes more: make room")
        .contains(
            "2097152 bytes from 0 on", "--continue; the sender begins 2097152 bytes further on")
        .contains("sendfile send: ", "this machine accepted ")
        .endsWith("identical\n");
  }

  @Test
  void aDirectoryThatIsReadOnlyIsSaid() throws Exception {
    Launched.assume(
        "sh", "-c", "d=$(mktemp -d) && mount -t tmpfs -o ro tmpfs $d && umount $d && rmdir $d");
    Launched run =
        sh(
            "mkdir disk && mount -t tmpfs -o ro tmpfs disk || exit 9\n"
                + "trap 'umount disk' EXIT\n"
                + "sendfile copy a disk/b");
    assertThat(run.exit()).isEqualTo(1);
    assertThat(run.err()).contains("no file may be made in");
  }
}
