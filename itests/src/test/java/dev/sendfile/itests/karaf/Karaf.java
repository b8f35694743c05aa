package dev.sendfile.itests.karaf;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.core.ConditionTimeoutException;
import org.awaitility.core.TerminalFailureException;

/**
 * The distribution, started by its own script as a process of its own, with a console that commands
 * are typed into. It has a folder of its own for all that it writes, gets artifacts from what the
 * build has just made and from nowhere else, and listens to nobody.
 */
final class Karaf implements AutoCloseable {

  private static final Path HOME = Path.of(System.getProperty("sendfile.karaf.home"));
  private static final Path REPOSITORY = Path.of(System.getProperty("sendfile.karaf.repository"));

  private static final Duration PATIENCE = Duration.ofMinutes(5);

  private final Path base;
  private final Path console;
  private final Process process;
  private int commands;

  private Karaf(Path base, Path console, Process process) {
    this.base = base;
    this.console = console;
    this.process = process;
  }

  /** Starts it; commands can be typed at once. */
  static Karaf start(Path base) throws IOException {
    copy(HOME.resolve("etc"), base.resolve("etc"));
    copy(REPOSITORY, base.resolve("system"));
    Files.createDirectories(base.resolve("data"));
    configure(base.resolve("etc"), base.resolve("repository"));

    Path console = base.resolve("console.txt");
    ProcessBuilder builder =
        new ProcessBuilder(HOME.resolve("bin/karaf").toString())
            .redirectErrorStream(true)
            .redirectOutput(console.toFile());
    Map<String, String> environment = builder.environment();
    environment.keySet().removeIf(it -> it.startsWith("KARAF_") || it.startsWith("JAVA_"));
    environment.put("KARAF_BASE", base.toString());
    environment.put("JAVA_HOME", System.getProperty("java.home"));
    environment.put("EXTRA_JAVA_OPTS", "-Duser.home=" + base); // the shell keeps its history there
    environment.put("TERM", "dumb");
    environment.put("LC_ALL", "C.UTF-8");
    Karaf karaf = new Karaf(base, console, builder.start());
    try {
      karaf.run("echo welcome"); // behind its banner
    } catch (IOException | AssertionError | TerminalFailureException e) {
      karaf.close();
      throw e;
    }
    return karaf;
  }

  private static void configure(Path etc, Path repository) throws IOException {
    Path features = etc.resolve("org.apache.karaf.features.cfg");
    String listeners = "(?m)^ *(ssh|management)/.*\\R";
    Files.writeString(features, Files.readString(features).replaceAll(listeners, ""));
    append(
        etc.resolve("org.ops4j.pax.url.mvn.cfg"),
        """
        org.ops4j.pax.url.mvn.repositories =
        org.ops4j.pax.url.mvn.localRepository = %s
        """
            .formatted(repository));
    // What carries changes from files to configurations and back can undo one that comes a moment
    // after another: those of the shell's commands alone count here.
    append(
        etc.resolve("custom.properties"),
        """
        felix.fileinstall.poll = 3600000
        felix.fileinstall.enableConfigSave = false
        """);
  }

  private static void append(Path file, String lines) throws IOException {
    Files.writeString(file, "\n" + lines, StandardOpenOption.APPEND);
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Path copy = to.resolve(from.relativize(file).toString());
        if (Files.isDirectory(file)) {
          Files.createDirectories(copy);
        } else {
          Files.copy(file, copy);
        }
      }
    }
  }

  /** Types a command; returns what it printed. */
  String run(String command) throws IOException {
    long typed = Files.size(console);
    String begin = "begin" + ++commands;
    String end = "end" + commands;
    OutputStream keyboard = process.getOutputStream();
    keyboard.write(
        "echo %s; %s\necho %s\n".formatted(begin, command, end).getBytes(StandardCharsets.UTF_8));
    keyboard.flush();
    try {
      await()
          .pollDelay(Duration.ofMillis(5))
          .pollInterval(Duration.ofMillis(20))
          .atMost(PATIENCE)
          .failFast("Karaf has ended: " + console, () -> !process.isAlive())
          .until(() -> printed(typed).contains("\n" + end + "\n"));
    } catch (ConditionTimeoutException e) {
      throw new AssertionError(command + " did not end: " + printed(typed) + "\n" + log(), e);
    }
    return printed(typed)
        .lines()
        .dropWhile(it -> !it.equals(begin)) // the console repeats what is typed
        .skip(1)
        .takeWhile(it -> !it.equals(end))
        .filter(it -> !it.equals("echo " + end))
        .collect(Collectors.joining("\n"))
        .strip();
  }

  /** Without colours, and without the prompt, which the console repeats whenever it likes. */
  private String printed(long begin) throws IOException {
    byte[] all = Files.readAllBytes(console);
    return new String(all, (int) begin, all.length - (int) begin, StandardCharsets.UTF_8)
        .replaceAll("\u001b\\[[0-9;?]*[A-Za-z]", "")
        .replaceAll("\r|karaf@root\\(\\)> *", "");
  }

  /** A file of its configuration. */
  Path etc(String name) {
    return base.resolve("etc").resolve(name);
  }

  /** What it has logged. */
  String log() throws IOException {
    Path log = base.resolve("data/log/karaf.log");
    return Files.exists(log) ? Files.readString(log) : "";
  }

  /** Kills the script and the JVM that it has started. */
  @Override
  public void close() {
    List<ProcessHandle> all =
        Stream.concat(process.descendants(), Stream.of(process.toHandle())).toList();
    all.forEach(ProcessHandle::destroyForcibly);
    all.forEach(it -> it.onExit().join());
  }
}
