package dev.sendfile.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** In a JVM of its own, as it takes a signal. */
class InterruptTest {

  private static final String ADDRESS = "127\\.0\\.0\\.1:\\d+";

  @TempDir Path folder;

  @Test
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "ends processes without a signal")
  void saysHowFarItWasWhenTheJvmIsToldToEnd() throws Exception {
    Path file = Bytes.in(folder, Bytes.MANY).file();
    Path err = folder.resolve("err");
    try (Peer peer = Peer.stalling()) {
      Process process = start(err, "send", file.toString(), peer.address());
      try {
        assertThat(peer.begun()).isTrue();
        process.destroy();
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
      } finally {
        process.destroyForcibly();
      }
    }
    assertThat(err)
        .content()
        .contains("sendfile send: interrupted")
        .containsPattern(
            "this machine accepted \\d+ of " + Bytes.MANY + " bytes; the receiver may hold fewer")
        .containsPattern(
            "with THAT number: sendfile send " + file + " " + ADDRESS + " --offset=THAT")
        .hasLineCount(2);
  }

  /** A part must not look like all, and who reads JSON is told as by the exit code. */
  @Tag("once")
  @ParameterizedTest
  @CsvSource({"HUP, 129", "INT, 130", "TERM, 143", "KILL, 137"})
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "ends processes without a signal")
  void aSenderThatIsToldToEndBreaksTheConnectionOff(String signal, int exit) throws Exception {
    Path file = Bytes.in(folder, Bytes.MANY).file();
    Path err = folder.resolve("err");
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      String to = "127.0.0.1:" + server.getLocalPort();
      Process process = start(err, "send", file.toString(), to, "--json");
      try (Socket connection = server.accept()) {
        connection.setSoTimeout(60_000);
        InputStream in = connection.getInputStream();
        assertThat(in.read()).isNotNegative();
        new ProcessBuilder("kill", "-" + signal, "" + process.pid()).start().waitFor();
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThatThrownBy(in::readAllBytes).hasMessageContaining("reset");
      } finally {
        process.destroyForcibly();
      }
      assertThat(process.exitValue()).isEqualTo(exit);
    }
    if (!signal.equals("KILL")) {
      JsonObject json = JsonParser.parseString(Files.readString(err)).getAsJsonObject();
      assertThat(json.get("error").getAsString()).isEqualTo("interrupted");
      assertThat(json.get("exit").getAsInt()).isEqualTo(exit);
      assertThat(json.get("bytes").getAsLong()).isBetween(1L, Bytes.MANY - 1L);
      assertThat(json.get("remedy").getAsString()).contains(" --json --offset=THAT");
    }
  }

  @Test
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "ends processes without a signal")
  void leavesNoTemporaryFileBehind() throws Exception {
    Path input = folder.resolve("input");
    Path copy = folder.resolve("copy");
    new ProcessBuilder("mkfifo", input.toString()).start().waitFor(1, TimeUnit.MINUTES);
    Path err = folder.resolve("err");
    Process process = start(err, "copy", input.toString(), copy.toString(), "--replace");
    try (OutputStream feed = Files.newOutputStream(input)) {
      feed.write(new byte[1000]);
      awaitTemporary(copy);
      process.destroy();
      assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
    } finally {
      process.destroyForcibly();
    }
    assertThat(err).content().contains("sendfile copy: interrupted", "none was kept");
    assertThat(folder.toFile().list()).containsExactlyInAnyOrder("input", "out", "err");
  }

  @Test
  @Tag("once")
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "ends processes without a signal")
  void aBenchmarkPrintsWhatItHas() throws Exception {
    Path out = folder.resolve("out");
    Path err = folder.resolve("err");
    Process process =
        start(out, err, "bench", "--seconds=300", "--size=16MiB", "--only=SENDFILE|TRANSFER_TO");
    try {
      awaitBytes(out);
      process.destroy();
      assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
    } finally {
      process.destroyForcibly();
    }
    assertThat(out).content().containsPattern("SENDFILE +\\d.* (nio|mmap|rwloop)");
    assertThat(err).isEmptyFile();
  }

  private static void awaitBytes(Path file) throws IOException {
    long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(1);
    while (Files.size(file) == 0) {
      assertThat(System.nanoTime()).isLessThan(deadline);
      Thread.onSpinWait();
    }
  }

  private void awaitTemporary(Path copy) {
    long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(1);
    while (!hasTemporary(copy)) {
      assertThat(System.nanoTime()).isLessThan(deadline);
      Thread.onSpinWait();
    }
  }

  private boolean hasTemporary(Path copy) {
    // its name cannot be guessed
    List<String> others = List.of("input", "out", "err", copy.getFileName().toString());
    String[] names = folder.toFile().list((where, name) -> !others.contains(name));
    return names != null
        && Stream.of(names).anyMatch(it -> folder.resolve(it).toFile().length() > 0);
  }

  private static Process start(Path err, String... args) throws IOException {
    return start(err.resolveSibling("out"), err, args);
  }

  private static Process start(Path out, Path err, String... args) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                classPath(),
                Main.class.getName()));
    command.addAll(List.of(args));
    return new ProcessBuilder(command)
        .redirectOutput(out.toFile())
        .redirectError(err.toFile())
        .start();
  }

  /** What this JVM has on its module path and its class path. */
  private static String classPath() {
    return System.getProperty("jdk.module.path", "")
        + File.pathSeparator
        + System.getProperty("java.class.path");
  }
}
