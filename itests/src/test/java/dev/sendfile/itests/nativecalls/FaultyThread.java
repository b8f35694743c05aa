package dev.sendfile.itests.nativecalls;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sendfile.itests.fixture.Task;
import dev.sendfile.itests.fixture.ThreadKind;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A thread of this JVM, some of whose system calls fail: strace attaches to it alone, so that no
 * other thread, and no start of a JVM, uses up what was meant for a transfer.
 *
 * @param <T> what it returns
 */
final class FaultyThread<T> {

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final Task<T> task;
  private final long injected;

  private FaultyThread(Task<T> task, long injected) {
    this.task = task;
    this.injected = injected;
  }

  /** Runs something to its end, or skips the test where strace cannot be had. */
  static <T> FaultyThread<T> run(Fault fault, Path folder, Callable<T> body) throws Exception {
    CompletableFuture<String> id = new CompletableFuture<>();
    CountDownLatch attached = new CountDownLatch(1);
    Task<T> task =
        ThreadKind.PLATFORM.start(
            () -> {
              id.complete(Path.of("/proc/thread-self").toRealPath().getFileName().toString());
              attached.await();
              return body.call();
            });
    Path trace = Files.createTempFile(folder, "trace", ".txt");
    Process strace = attach(fault, id.get(), trace);
    try {
      attached.countDown();
      awaitEnd(task);
    } finally {
      strace.destroy();
      strace.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }
    try (Stream<String> lines = Files.lines(trace)) {
      return new FaultyThread<>(task, lines.filter(it -> it.endsWith("(INJECTED)")).count());
    }
  }

  private static Process attach(Fault fault, String thread, Path trace) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(
            "strace",
            "-p",
            thread,
            "-o",
            trace.toString(),
            "-e",
            "trace=" + fault.call(),
            "-e",
            "inject=" + fault.injection());
    builder.environment().put("LC_ALL", "C");
    Process strace;
    try {
      strace = builder.start();
    } catch (IOException e) {
      assumeTrue(false, "strace is not there: " + e.getMessage());
      throw e;
    }
    String said =
        new BufferedReader(new InputStreamReader(strace.getErrorStream(), UTF_8)).readLine();
    assumeTrue(
        said != null && said.endsWith("attached"), () -> "strace may not attach here: " + said);
    return strace;
  }

  private static void awaitEnd(Task<?> task) {
    try {
      task.await(PATIENCE);
    } catch (Exception e) {
      // for whoever asks for the outcome
    }
  }

  /** What it returned, or throws what it threw. */
  T outcome() throws Exception {
    return task.await();
  }

  /** How many calls failed. */
  long injected() {
    return injected;
  }
}
