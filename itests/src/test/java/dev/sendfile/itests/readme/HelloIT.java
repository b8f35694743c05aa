package dev.sendfile.itests.readme;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Runs the first program of the README by the commands of the README, with the packaged jars. */
@EnabledOnOs({OS.LINUX, OS.MAC})
class HelloIT {

  private static final Path JARS = Path.of(System.getProperty("sendfile.modules.dir"));

  @TempDir Path folder;

  @BeforeEach
  void followTheReadme() throws IOException {
    Path lib = Files.createDirectory(folder.resolve("lib"));
    try (Stream<Path> jars = Files.list(JARS)) {
      for (Path jar : jars.toList()) {
        Files.copy(jar, lib.resolve(jar.getFileName()));
      }
    }
    Files.createDirectory(folder.resolve("hello"));
    Files.writeString(folder.resolve("hello/Hello.java"), program());
    Files.write(folder.resolve("from"), new byte[100_000]);
  }

  private static String program() throws IOException {
    return Readme.snippets("java").stream()
        .filter(it -> it.contains("package hello;"))
        .findFirst()
        .orElseThrow();
  }

  private static String commands(String containing) throws IOException {
    return Readme.snippets("sh").stream()
        .filter(it -> it.contains(containing))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void itRunsOnTheClassPath() throws Exception {
    assertThat(run(commands("-cp 'classes:lib/*'"))).contains("100000 bytes file -> file by nio");
    assertThat(Files.size(folder.resolve("to"))).isEqualTo(100_000);
  }

  @Test
  void itRunsOnTheModulePath() throws Exception {
    Files.writeString(
        folder.resolve("module-info.java"), "module hello { requires dev.sendfile; }");
    assertThat(run(commands("-p modules:lib"))).contains("100000 bytes file -> file by nio");
    assertThat(Files.size(folder.resolve("to"))).isEqualTo(100_000);
  }

  private String run(String commands) throws Exception {
    ProcessBuilder builder = new ProcessBuilder(List.of("sh", "-e", "-c", commands));
    String bin = Path.of(System.getProperty("java.home"), "bin").toString();
    builder.environment().merge("PATH", bin, (path, first) -> first + ":" + path);
    Path output = folder.resolve("output");
    Process process =
        builder
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    try {
      assertThat(process.waitFor(1, TimeUnit.MINUTES)).as("it ends").isTrue();
    } finally {
      process.destroyForcibly();
    }
    String printed = Files.readString(output, StandardCharsets.UTF_8);
    assertThat(process.exitValue()).as(printed).isZero();
    return printed;
  }
}
