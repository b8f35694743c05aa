package dev.sendfile.itests.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** {@code bin/sendfile} makes the calls that it says it makes, started as it starts itself. */
@EnabledOnOs(value = OS.LINUX, disabledReason = "the calls are those of Linux")
@EnabledForJreRange(min = JRE.JAVA_22, disabledReason = "native calls need Java 22")
class NativeCommandIT {

  private static final String CALLS =
      "sendfile,splice,copy_file_range,write,pwrite64,sendto,sendmsg";

  /** Less than a loop writes at once, and more than the JVM writes for itself. */
  private static final long A_LOOP = 32 << 10;

  @TempDir Path directory;

  private Sample sample;

  @BeforeEach
  void makeFile() throws Exception {
    Launched.assume("strace", "-f", "-qq", "-o", "/dev/null", "true");
    Launched.assume("python3", "--version");
    sample = Sample.in(directory, "a file to send");
  }

  @Test
  void nativeSendfileSendsByOneCallAStep() throws Exception {
    Path trace = directory.resolve("trace");
    Launched sent;
    try (PythonReceiver receiver = new PythonReceiver()) {
      sent =
          Launched.traced(
              directory,
              trace,
              CALLS,
              "send",
              sample.file().toString(),
              receiver.address(),
              "--force",
              "native-sendfile");
      assertThat(sent.exit()).as(sent.err()).isZero();
      assertThat(receiver.received()).isEqualTo(Sample.SIZE + " " + sample.sha256());
    }
    assertThat(sent.out()).contains("native-sendfile");
    assertThat(sent.err()).doesNotContain("WARNING");

    Calls calls = new Calls(Files.readString(trace));
    // behind a call that found the socket full for long, a page goes by a write, which parks
    assertThat(calls.bytes("sendfile")).isBetween(Sample.SIZE / 100 * 99, Sample.SIZE);
    assertThat(calls.of("copy_file_range")).isEmpty();
    assertThat(calls.largest("write", "sendto", "sendmsg")).isLessThan(A_LOOP);
    // a socket that is full takes a part; none of the calls asks for less than a step
    assertThat(calls.count("sendfile"))
        .as("calls for %s bytes: %s", Sample.SIZE, calls.of("sendfile"))
        .isLessThan(Sample.SIZE / (64 << 10));
  }

  @Test
  void aLargeFileIsReceivedBySplice() throws Exception {
    Path trace = directory.resolve("trace");
    Path received = directory.resolve("received");
    Path large = threeTimes(sample.file());
    Launched ended;
    try (Started receiver =
        Started.process(
            directory,
            null,
            "strace",
            "-f",
            "-qq",
            "-e",
            "trace=" + CALLS,
            "-o",
            trace.toString(),
            Launched.LAUNCHER.toString(),
            "receive",
            "0",
            received.toString(),
            "--length",
            "" + Files.size(large))) {
      Launched sent = Launched.sendfile(directory, "send", large.toString(), receiver.address());
      assertThat(sent.exit()).as(sent.err()).isZero();
      ended = receiver.ended();
    }
    assertThat(ended.exit()).as(ended.err()).isZero();
    assertThat(ended.out()).contains("native-splice");
    assertThat(ended.err()).doesNotContain("WARNING");
    assertThat(Files.mismatch(large, received)).isEqualTo(-1);

    Calls calls = new Calls(Files.readString(trace));
    assertThat(calls.bytes("splice")).as("into the pipe and out").isEqualTo(2 * Files.size(large));
    assertThat(calls.largest("write", "pwrite64")).isLessThan(A_LOOP);
  }

  /** Large enough for a command to wait until the calls are linked. */
  private Path threeTimes(Path file) throws IOException {
    Path large = directory.resolve("a larger file");
    try (OutputStream out = Files.newOutputStream(large)) {
      for (int i = 0; i < 3; i++) {
        Files.copy(file, out);
      }
    }
    return large;
  }

  /**
   * What strace wrote.
   *
   * @param trace the calls, one a line, in two halves where another thread came between
   */
  private record Calls(String trace) {

    /** The lines of a call that tell what it returned. */
    List<String> of(String call) {
      return results(call).map(MatchResult::group).toList();
    }

    long count(String call) {
      return results(call).count();
    }

    /** The sum of what the calls moved. */
    long bytes(String call) {
      return results(call).mapToLong(it -> Long.parseLong(it.group(1))).sum();
    }

    /** The most that any of some calls moved. */
    long largest(String... calls) {
      return List.of(calls).stream()
          .flatMap(this::results)
          .mapToLong(it -> Long.parseLong(it.group(1)))
          .max()
          .orElse(0);
    }

    private Stream<MatchResult> results(String call) {
      return Pattern.compile("\\b" + call + "(?:\\(| resumed>).*\\) = (\\d+)$", Pattern.MULTILINE)
          .matcher(trace)
          .results();
    }
  }
}
