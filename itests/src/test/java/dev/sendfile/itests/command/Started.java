package dev.sendfile.itests.command;

import static org.awaitility.Awaitility.await;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A process under way. Killed when it is closed. */
final class Started implements AutoCloseable {

  private static final Pattern LISTENING = Pattern.compile("[Ll]istening on \\S+[: ](\\d+)\\R");
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final List<String> command;
  private final Process process;
  private final Path out;
  private final Path err;

  private Started(List<String> command, Process process, Path out, Path err) {
    this.command = command;
    this.process = process;
    this.out = out;
    this.err = err;
  }

  /** Starts {@code bin/sendfile} on the JVM that runs the tests. */
  static Started sendfile(Path folder, String... arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of(Launched.LAUNCHER.toString()));
    command.addAll(List.of(arguments));
    return process(folder, null, command.toArray(String[]::new));
  }

  /**
   * Starts any program.
   *
   * @param folder for what it prints
   * @param input what it reads; {@code null} for what is {@linkplain #feed() fed} to it
   */
  static Started process(Path folder, Path input, String... command) throws IOException {
    Path out = Files.createTempFile(folder, "out", ".txt");
    Path err = Files.createTempFile(folder, "err", ".txt");
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile());
    if (input != null) {
      File file = input.toFile();
      builder.redirectInput(file);
    }
    builder.environment().put("SENDFILE_JAVA", Launched.JAVA);
    builder.environment().put("SENDFILE_JAVA_OPTS", Launched.SOON_OVER);
    return new Started(List.of(command), builder.start(), out, err);
  }

  /** Waits until it says that it listens; returns the port. */
  int port() {
    Matcher[] found = new Matcher[1];
    await()
        .atMost(PATIENCE)
        .until(
            () -> {
              Matcher line = LISTENING.matcher(Files.readString(err, StandardCharsets.ISO_8859_1));
              found[0] = line;
              return line.find();
            });
    return Integer.parseInt(found[0].group(1));
  }

  String address() {
    return "127.0.0.1:" + port();
  }

  OutputStream feed() {
    return process.getOutputStream();
  }

  /** Where its standard output is. */
  Path out() {
    return out;
  }

  /** Kills it as {@code kill -9} does, and waits until it is gone. */
  void kill() {
    process.destroyForcibly().onExit().join();
  }

  /** Sends it a signal, by its name. */
  void signal(String name) throws Exception {
    new ProcessBuilder("kill", "-" + name, "" + process.pid()).start().waitFor();
  }

  /** Waits for its end. */
  Launched ended() throws Exception {
    if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
      kill();
      throw new AssertionError(command + " did not end; it said " + Files.readString(err));
    }
    return new Launched(
        process.exitValue(),
        Files.readString(out, StandardCharsets.ISO_8859_1),
        Files.readString(err));
  }

  @Override
  public void close() {
    kill();
  }
}
