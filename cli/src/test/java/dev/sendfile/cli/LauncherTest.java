package dev.sendfile.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The script {@code bin/sendfile}: which Java it takes, and what it says where it can take none.
 * The Javas are scripts that print how they were called; the project is a copy of the script with
 * an empty jar.
 */
@DisabledOnOs(OS.WINDOWS)
@Tag("once")
class LauncherTest {

  private static final Path SCRIPT =
      Path.of(System.getProperty("basedir", "")).toAbsolutePath().resolve("../bin/sendfile");

  private static final String PROGRAM = "-Dsendfile.program=";

  @TempDir Path folder;

  private final Map<String, String> environment = new TreeMap<>();
  private Path project;
  private Path tools;

  private record Ended(int exitCode, String out, String err) {}

  @BeforeEach
  void copyProject() throws IOException {
    project = Files.createDirectories(folder.resolve("a project"));
    Files.createDirectories(project.resolve("bin"));
    Files.copy(SCRIPT, project.resolve("bin/sendfile"), StandardCopyOption.COPY_ATTRIBUTES);
    Files.createDirectories(project.resolve("cli/target/lib"));
    Files.createFile(project.resolve("cli/target/lib/sendfile-cli.jar"));
    tools = Files.createDirectories(folder.resolve("tools"));
    for (String tool : List.of("bash", "readlink", "mkdir", "cat")) {
      script(tools.resolve(tool), "exec " + locate(tool) + " \"$@\"");
    }
    environment.put("PATH", tools.toString());
    environment.put("HOME", folder.toString());
  }

  private static Path locate(String tool) {
    Path usual = Path.of("/bin", tool);
    return Files.exists(usual) ? usual : Path.of("/usr/bin", tool);
  }

  /** Makes a Java that prints its name and what it was called with, and ends with exit code 7. */
  private Path java(String home, String version) throws IOException {
    Path java = folder.resolve(home).resolve("bin/java");
    Files.createDirectories(java.getParent());
    Files.writeString(
        folder.resolve(home).resolve("release"),
        "IMPLEMENTOR=\"us\"\nJAVA_VERSION=\"" + version + "\"\nOS_NAME=\"Linux\"\n");
    return script(java, "echo " + home + "; printf '%s\\n' \"$@\"; exit 7");
  }

  private static Path script(Path file, String body) throws IOException {
    Files.writeString(file, "#!/bin/sh\n" + body + "\n");
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private Ended run(Path script, String... args) throws Exception {
    Path out = folder.resolve("out");
    Path err = folder.resolve("err");
    ProcessBuilder builder = new ProcessBuilder(script.toString());
    builder.command().addAll(List.of(args));
    builder.environment().clear();
    builder.environment().putAll(environment);
    builder.directory(folder.toFile());
    Process process = builder.redirectOutput(out.toFile()).redirectError(err.toFile()).start();
    try {
      assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
    } finally {
      process.destroyForcibly();
    }
    return new Ended(process.exitValue(), Files.readString(out), Files.readString(err));
  }

  private Ended run(String... args) throws Exception {
    return run(project.resolve("bin/sendfile"), args);
  }

  @Test
  void passesArgumentsAndExitCodeOn() throws Exception {
    environment.put("SENDFILE_JAVA", java("jdk", "17.0.1").toString());
    Ended ended = run("send", "a file", "", "*", "--json");
    assertThat(ended.exitCode()).isEqualTo(7);
    assertThat(ended.out())
        .contains(
            "-p\n"
                + project.toRealPath()
                + "/cli/target/lib\n-m\n"
                + "dev.sendfile.cli/dev.sendfile.cli.Main\nsend\na file\n\n*\n--json\n");
    assertThat(ended.err()).isEmpty();
  }

  @Test
  void findsItsProjectThroughSymbolicLinks() throws Exception {
    environment.put("SENDFILE_JAVA", java("jdk", "17.0.1").toString());
    Path absolute = Files.createSymbolicLink(folder.resolve("absolute"), project.resolve("bin"));
    Path relative = folder.resolve("relative");
    Files.createSymbolicLink(relative, folder.relativize(absolute.resolve("sendfile")));
    assertThat(run(relative, "demo").out()).contains(project.toRealPath() + "/cli/target/lib");
  }

  @Test
  void saysThatNothingCanFollowALink() throws Exception {
    environment.put("SENDFILE_JAVA", java("jdk", "17.0.1").toString());
    Path link = Files.createSymbolicLink(folder.resolve("l"), project.resolve("bin/sendfile"));
    Files.delete(tools.resolve("readlink"));
    assertThat(run("demo").exitCode()).isEqualTo(7);
    failed(run(link, "demo"), link + " is a symbolic link", "no readlink", "by its own name");
  }

  @Test
  void takesTheNewestJava() throws Exception {
    environment.put("JAVA_HOME", java("old", "11.0.2").getParent().getParent().toString());
    java(".sdkman/candidates/java/ancient", "1.8.0_402");
    java(".sdkman/candidates/java/newest", "999-ea");
    assertThat(run("demo").out()).startsWith(".sdkman/candidates/java/newest\n");
  }

  @ParameterizedTest
  @CsvSource({"1.8.0_402, 8", "11.0.2, 11", "16, 16"})
  void refusesAnOlderJava(String version, String feature) throws Exception {
    Path java = java("jdk", version);
    environment.put("SENDFILE_JAVA", java.toString());
    failed(run("demo"), "this needs Java 17 or later, and " + java + " is Java " + feature);
  }

  @Test
  void asksAJavaWithoutReleaseFile() throws Exception {
    Path java = folder.resolve("bare/bin/java");
    Files.createDirectories(java.getParent());
    script(java, "echo 'openjdk version \"11.0.2\" 2019-01-15' >&2");
    environment.put("SENDFILE_JAVA", java.toString());
    failed(run("demo"), java + " is Java 11");
  }

  @Test
  void refusesAJavaThatCannotBeRun() throws Exception {
    environment.put("SENDFILE_JAVA", "/no/such/java");
    failed(run("demo"), "SENDFILE_JAVA is /no/such/java, which cannot be run");
  }

  @Test
  void passesOptionsAndTemporaryFolderToJava() throws Exception {
    environment.put("SENDFILE_JAVA", java("jdk", "17.0.1").toString());
    environment.put("SENDFILE_JAVA_OPTS", "-Done=1 -Dtwo=2");
    environment.put("TMPDIR", folder.toString());
    assertThat(run("demo").out().lines())
        .contains("-Done=1", "-Dtwo=2", "-Djava.io.tmpdir=" + folder)
        .noneMatch(it -> it.startsWith("-Dsendfile.terminal"));
  }

  /** Java warns of a module that is named and not there. */
  @ParameterizedTest
  @CsvSource({"17.0.1, true, false", "21.0.4, true, false", "22, true, true", "22, false, false"})
  void letsTheNativeStrategiesCallTheKernelWhereTheyAre(
      String version, boolean there, boolean allowed) throws Exception {
    environment.put("SENDFILE_JAVA", java("jdk", version).toString());
    environment.put("SENDFILE_JAVA_OPTS", "-Dafter=all");
    if (there) {
      Files.createFile(project.resolve("cli/target/lib/sendfile-provider-native.jar"));
    }
    String flags =
        String.join(
            "\n",
            "--enable-native-access=dev.sendfile.ffm",
            "--add-opens=java.base/sun.nio.ch=dev.sendfile.ffm",
            "--add-opens=java.base/java.net=dev.sendfile.ffm",
            "-Dafter=all");
    Ended ended = run("demo");
    assertThat(ended.out().contains(flags)).as(ended.out()).isEqualTo(allowed);
    assertThat(ended.out().contains("dev.sendfile.ffm")).isEqualTo(allowed);
  }

  @ParameterizedTest
  @CsvSource({"ANSI_X3.4-1968, C.UTF-8", "US-ASCII, C.UTF-8", "UTF-8, de_DE", "ISO-8859-1, de_DE"})
  void leavesOnlyTheAsciiLocale(String charset, String locale) throws Exception {
    Path java = java("jdk", "17.0.1");
    script(java, "echo \"$LC_ALL\"");
    script(tools.resolve("locale"), "[ \"$1\" = charmap ] && echo " + charset);
    environment.put("SENDFILE_JAVA", java.toString());
    environment.put("LC_ALL", "de_DE");
    assertThat(run("demo").out()).isEqualTo(locale + "\n");
  }

  /** Else the first file that Java opens would be what is read or written there. */
  @ParameterizedTest
  @CsvSource({"0, <&-, 1", "1, >&-, 0"})
  @EnabledOnOs(OS.LINUX)
  void fillsAClosedDescriptorSoThatItCannotBeUsed(int number, String closing, int access)
      throws Exception {
    Path java = java("jdk", "17.0.1");
    String name = "name=$(" + locate("readlink") + " /proc/$$/fd/" + number + ")\n";
    String flags =
        "flags=$(" + locate("sed") + " -n 's/^flags:.//p' /proc/$$/fdinfo/" + number + ")\n";
    script(java, name + flags + "printf '%s\\n' \"$name\" \"$flags\" >'" + folder + "/seen'");
    environment.put("SENDFILE_JAVA", java.toString());
    run(script(folder.resolve("closed"), "exec '" + project + "/bin/sendfile' x " + closing));
    List<String> lines = Files.readAllLines(folder.resolve("seen"));
    assertThat(lines.get(0)).isEqualTo("/dev/null");
    assertThat(Long.parseLong(lines.get(1), 8) & 3).isEqualTo(access);
  }

  // ---- how it was called

  private String programOf(Ended ended) {
    return ended.out().lines().filter(it -> it.startsWith(PROGRAM)).findFirst().orElse("none");
  }

  @Test
  void tellsJavaHowItWasCalled() throws Exception {
    environment.put("SENDFILE_JAVA", java("jdk", "17.0.1").toString());
    assertThat(programOf(run("demo"))).isEqualTo(PROGRAM + folder + "/a\\ project/bin/sendfile");
    assertThat(programOf(shell("cd 'a project'; bin/sendfile demo")))
        .isEqualTo(PROGRAM + "bin/sendfile");
    assertThat(programOf(shell("cd 'a project/bin'; bash sendfile demo")))
        .isEqualTo(PROGRAM + "./sendfile");
    environment.put("PATH", tools + ":" + project.resolve("bin"));
    assertThat(programOf(shell("sendfile demo"))).isEqualTo(PROGRAM + "sendfile");
  }

  private Ended shell(String text) throws Exception {
    return run(script(folder.resolve("caller"), text));
  }

  /** The JVM would end with words of its own, and one that can be missed among them. */
  @Test
  void saysThatItsDirectoryIsGone() throws Exception {
    environment.put("SENDFILE_JAVA", java("jdk", "17.0.1").toString());
    Files.createDirectories(folder.resolve("gone"));
    String rmdir = locate("rmdir") + " '" + folder + "/gone'";
    failed(
        shell("cd gone; " + rmdir + "; exec '" + project + "/bin/sendfile' demo"),
        "the directory that this runs in is gone",
        "change to another one, with 'cd /'");
  }

  @Test
  void saysThatItsDirectoryHasATooLongName() throws Exception {
    environment.put("SENDFILE_JAVA", java("jdk", "17.0.1").toString());
    String name = "x".repeat(250);
    failed(
        shell(
            "bash <<'END'\nfor i in {1..17}; do mkdir "
                + name
                + "; cd -P "
                + name
                + "; done\n'"
                + project
                + "/bin/sendfile' demo; e=$?\ncd '"
                + folder
                + "'; "
                + locate("rm")
                + " -rf "
                + name
                + "; exit $e\nEND"),
        "longer than Java can handle");
  }

  // ---- names

  @Test
  void printsNothingThatATerminalObeys() throws Exception {
    environment.put("SENDFILE_JAVA", "/no/\u001b[2Jjava");
    harmless(run("demo"), "SENDFILE_JAVA is ", "which cannot be run");
    environment.put("SENDFILE_JAVA", java("a\u001b]0;jdk\u0007", "11").toString());
    harmless(run("demo"), "is Java 11");
    environment.put("SENDFILE_JAVA", java("jdk", "17.0.1").toString());
    Path odd = Files.move(project, folder.resolve("odd\u001b[31m"));
    Files.delete(odd.resolve("cli/target/lib/sendfile-cli.jar"));
    harmless(run(odd.resolve("bin/sendfile"), "demo"), "no mvn to build it with");
    script(tools.resolve("mvn"), "printf 'no \\033[31martifact\\n\\tfor \u00e4'; exit 1");
    harmless(run(odd.resolve("bin/sendfile"), "demo"), "no ?[31martifact\n for \u00e4");
    Files.delete(odd.resolve("cli/target/first-build.log"));
    Files.delete(odd.resolve("cli/target/lib"));
    Files.delete(odd.resolve("cli/target"));
    Files.createFile(odd.resolve("cli/target"));
    harmless(run(odd.resolve("bin/sendfile"), "demo"), "cannot be written to");
  }

  private static void harmless(Ended ended, String... words) {
    failed(ended, words);
    assertThat(ended.err()).doesNotContain("\u001b", "\u0007");
  }

  @Test
  @EnabledOnOs(value = OS.LINUX, disabledReason = "what is behind a descriptor is told there alone")
  void printsNothingIntoAFileThatTheCommandLineNames() throws Exception {
    environment.put("SENDFILE_JAVA", "/no/such/java");
    Path file = Files.writeString(folder.resolve("g"), "bytes");
    for (String words : List.of("copy g c", "copy c g --json", "bench --output=g")) {
      Ended ended = shell("'" + project + "/bin/sendfile' " + words + " 2>>g");
      assertThat(ended.exitCode()).isEqualTo(1);
      assertThat(file).hasContent("bytes");
    }
    failed(
        shell("'" + project + "/bin/sendfile' copy g 2>log; e=$?; cat log >&2; exit $e"), "java");
  }

  // ---- the first use

  @Test
  void buildsAtTheFirstUse() throws Exception {
    environment.put("SENDFILE_JAVA", java("jdk", "17.0.1").toString());
    script(tools.resolve("mvn"), "pwd; printf '%s ' \"$@\"");
    Files.delete(project.resolve("cli/target/lib/sendfile-cli.jar"));
    Ended ended = run("demo");
    Path log = project.toRealPath().resolve("cli/target/first-build.log");
    assertThat(ended.exitCode()).isEqualTo(7);
    assertThat(ended.err()).isEqualTo("building sendfile for the first use; log: " + log + "\n");
    assertThat(log)
        .content()
        .startsWith(project.toRealPath() + "\n")
        .contains("-pl cli -am package");
  }

  /** Without them the newer release would run the classes for 17, and warn of what they do. */
  @ParameterizedTest
  @CsvSource({"17.0.1, false", "21.0.4, false", "22, true", "25.0.3, true"})
  void aNewerJdkBuildsWhatIsMadeForIt(String version, boolean newer) throws Exception {
    Path java = java("jdk", version);
    script(java.resolveSibling("javac"), "exit 0");
    environment.put("SENDFILE_JAVA", java.toString());
    script(tools.resolve("mvn"), "printf '%s ' \"$@\"");
    Files.delete(project.resolve("cli/target/lib/sendfile-cli.jar"));
    assertThat(run("demo").exitCode()).isEqualTo(7);
    String log = Files.readString(project.resolve("cli/target/first-build.log"));
    assertThat(log).contains("-Djdk17only");
    assertThat(log.contains("-Djava22.phase=process-classes -Pnative")).isEqualTo(newer);
  }

  @Test
  void namesAJavaHomeThatMavenCouldNotBuildWith() throws Exception {
    environment.put("SENDFILE_JAVA", java("jre", "17.0.1").toString());
    environment.put("JAVA_HOME", "/no/such jdk");
    script(tools.resolve("mvn"), "echo never");
    Files.delete(project.resolve("cli/target/lib/sendfile-cli.jar"));
    failed(
        run("demo"),
        "JAVA_HOME is /no/such\\ jdk, which is no JDK",
        "set it to the folder of a JDK 17 or later, or unset it");
    environment.remove("JAVA_HOME");
    assertThat(run("demo").exitCode()).isEqualTo(7);
  }

  @Test
  void showsWhyTheBuildFailed() throws Exception {
    environment.put("SENDFILE_JAVA", java("jdk", "17.0.1").toString());
    script(tools.resolve("mvn"), "echo 'no such artifact'; exit 1");
    Files.delete(project.resolve("cli/target/lib/sendfile-cli.jar"));
    failed(run("demo"), "the build failed", "no such artifact", "needs the network");
  }

  @Test
  void namesMavenWhereThereIsNone() throws Exception {
    environment.put("SENDFILE_JAVA", java("jdk", "17.0.1").toString());
    Files.delete(project.resolve("cli/target/lib/sendfile-cli.jar"));
    failed(run("demo"), "no mvn to build it with", "install Maven 3.8.6 or later");
  }

  @Test
  void saysThatTheProjectCannotBeWrittenTo() throws Exception {
    environment.put("SENDFILE_JAVA", java("jdk", "17.0.1").toString());
    script(tools.resolve("mvn"), "exit 0");
    Files.delete(project.resolve("cli/target/lib/sendfile-cli.jar"));
    Files.delete(project.resolve("cli/target/lib"));
    Files.delete(project.resolve("cli/target"));
    Files.createFile(project.resolve("cli/target")); // where even root can make no folder
    failed(run("demo"), project.toRealPath() + " cannot be written to");
  }

  private static void failed(Ended ended, String... words) {
    assertThat(ended.err()).contains(words);
    assertThat(ended.out()).isEmpty();
    assertThat(ended.exitCode()).isEqualTo(1);
  }
}
