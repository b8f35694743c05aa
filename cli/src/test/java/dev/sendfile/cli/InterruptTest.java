package dev.sendfile.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** In a JVM of its own, as it takes a signal. */
class InterruptNoteTest {

  @TempDir Path folder;

  @Test
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "ends processes without a signal")
  void saysHowFarItWasWhenTheJvmIsToldToEnd() throws Exception {
    Path file = Bytes.in(folder, Bytes.MANY).file();
    Path err = folder.resolve("err");
    try (Peer peer = Peer.stalling()) {
      Process process =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-cp",
                  classPath(),
                  Main.class.getName(),
                  "send",
                  file.toString(),
                  peer.address())
              .redirectError(err.toFile())
              .start();
      try {
        assertThat(peer.begun()).isTrue();
        process.destroy();
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
      } finally {
        process.destroyForcibly();
      }
    }
    assertThat(err)
        .content()
        .contains("sendfile send: interrupted")
        .containsPattern(
            "this machine accepted \\d+ of " + Bytes.MANY + " bytes; the receiver may hold fewer");
  }

  /** What this JVM has on its module path and its class path. */
  private static String classPath() {
    return System.getProperty("jdk.module.path", "")
        + File.pathSeparator
        + System.getProperty("java.class.path");
  }
}
