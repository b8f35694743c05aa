package dev.sendfile.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the script says before it builds and measures. */
class RunScriptTest {

  private static final Path SCRIPT = Path.of("..", "run").toAbsolutePath().normalize();

  @TempDir Path folder;
  private String said = "";

  @Test
  void anOptionThatIsNoneIsNamed() throws Exception {
    assertThat(run("--frob")).isEqualTo(1);
    assertThat(said)
        .isEqualTo(
            "benchmarks/run: --frob is no option of this\nbenchmarks/run --help lists them\n");
  }

  @Test
  void anOptionThatLacksItsValueIsNamed() throws Exception {
    assertThat(run("--quick", "--output")).isEqualTo(1);
    assertThat(said).startsWith("benchmarks/run: --output wants a value\n");
  }

  @Test
  void aWorkThatIsNoneIsNamedWithThoseThatAre() throws Exception {
    assertThat(run("--only", "swim")).isEqualTo(1);
    assertThat(said)
        .isEqualTo(
            "benchmarks/run: --only is swim, which is none of send, header, receive, pump, copy,"
                + " engine, receivers\n");
  }

  @Test
  void aJavaThatCannotRunIsNamed() throws Exception {
    assertThat(run("--java", "/no/java")).isEqualTo(1);
    assertThat(said)
        .isEqualTo(
            "benchmarks/run: --java is /no/java, which cannot be run\n"
                + "name the java of a JDK 17 or later\n");
  }

  @Test
  void aJavaThatIsTooOldIsNamed() throws Exception {
    String old = java("1.8.0_402");

    assertThat(run("--java", old)).isEqualTo(1);
    assertThat(said)
        .isEqualTo(
            "benchmarks/run: --java is "
                + old
                + ", which is Java 8\nname the java of a JDK 17 or later\n");
  }

  @Test
  void twoOfTheSameJavaAreRefused() throws Exception {
    String one = java("21.0.2");

    assertThat(run("--java", one, "--java", one)).isEqualTo(1);
    assertThat(said)
        .isEqualTo(
            "benchmarks/run: --java names two of Java 21, and their results would lie in the same"
                + " file\nrun this twice, with --output\n");
  }

  @Test
  void aFolderForResultsThatCannotBeMadeIsNamed() throws Exception {
    Path file = Files.createFile(folder.resolve("file"));

    assertThat(run("--java", java("21.0.2"), "--output", file + "/results")).isEqualTo(1);
    assertThat(said)
        .isEqualTo(
            "benchmarks/run: "
                + file
                + "/results cannot be written to\nname another folder with --output\n");
  }

  @Test
  void aFolderForFilesThatIsNotThereIsNamed() throws Exception {
    assertThat(run("--java", java("21.0.2"), "--output", "" + folder, "--files", folder + "/no"))
        .isEqualTo(1);
    assertThat(said)
        .isEqualTo(
            "benchmarks/run: "
                + folder
                + "/no is no folder that can be written to\nname another one with --files\n");
  }

  @Test
  void aDiskWithoutRoomIsNamedWithWhatItLacks() throws Exception {
    // a file system that has no room for anybody
    assertThat(run("--java", java("21.0.2"), "--output", "" + folder, "--files", "/proc/self/task"))
        .isEqualTo(1);
    assertThat(said).contains("/proc/self/task").endsWith(" with --files\n");
  }

  /** Nothing but a version. */
  private String java(String version) throws IOException {
    Path java = folder.resolve("java-" + version);
    Files.writeString(
        java, "#!/bin/sh\necho 'openjdk version \"" + version + "\" 2024-01-16' >&2\n");
    Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwxr-xr-x"));
    return java.toString();
  }

  private int run(String... args) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("bash", SCRIPT.toString()));
    command.addAll(List.of(args));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    said = new String(process.getInputStream().readAllBytes());
    return process.waitFor();
  }
}
