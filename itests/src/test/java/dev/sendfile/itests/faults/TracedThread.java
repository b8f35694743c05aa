package dev.sendfile.itests.faults;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sendfile.tck.fixture.Task;
import dev.sendfile.tck.fixture.ThreadKind;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * A thread of this JVM whose system calls strace watches, or lets fail. It attaches to that thread
 * alone: neither other threads nor the start of a JVM get in the way.
 *
 * @param <T> what it returns
 */
public final class TracedThread<T> {

  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private final Task<T> task;
  private final List<String> calls;

  private TracedThread(Task<T> task, List<String> calls) {
    this.task = task;
    this.calls = calls;
  }

  /** Watches some calls, separated by commas. */
  public static <T> TracedThread<T> watched(String calls, Path folder, Callable<T> body)
      throws Exception {
    return run(List.of("-e", "trace=" + calls), folder, body);
  }

  /** Lets some calls fail. */
  public static <T> TracedThread<T> faulty(Fault fault, Path folder, Callable<T> body)
      throws Exception {
    return run(fault.options(), folder, body);
  }

  /** Lets some of the calls fail that concern a file: those that the JVM needs go on. */
  static <T> TracedThread<T> faultyOn(Path file, Fault fault, Path folder, Callable<T> body)
      throws Exception {
    List<String> options = new ArrayList<>(fault.options());
    options.addAll(List.of("-P", file.toString()));
    return run(options, folder, body);
  }

  /** Runs something to its end, or skips the test where strace cannot be had. */
  private static <T> TracedThread<T> run(List<String> options, Path folder, Callable<T> body)
      throws Exception {
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
    Process strace = attach(options, id.get(), trace);
    try {
      attached.countDown();
      awaitEnd(task);
    } finally {
      strace.destroy();
      strace.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }
    List<String> calls = Files.readAllLines(trace);
    Files.delete(trace);
    return new TracedThread<>(task, calls);
  }

  private static Process attach(List<String> options, String thread, Path trace)
      throws IOException {
    List<String> command = new ArrayList<>(List.of("strace", "-p", thread, "-o", trace.toString()));
    command.addAll(options);
    ProcessBuilder builder = new ProcessBuilder(command);
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
  public T outcome() throws Exception {
    return task.await(Duration.ofMillis(1));
  }

  /** When it ended, as {@link System#nanoTime()}. */
  public long endedAt() {
    return task.endedAt();
  }

  /** The calls that were made, as strace writes them. */
  public List<String> calls() {
    return calls;
  }

  /** How many of them failed because they were to. */
  public long injected() {
    return calls.stream().filter(it -> it.endsWith("(INJECTED)")).count();
  }
}
