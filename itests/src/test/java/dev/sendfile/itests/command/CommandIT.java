package dev.sendfile.itests.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.sendfile.itests.fixture.Providers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code bin/sendfile} end to end. */
class CommandIT {

  private static final long SIZE = Sample.SIZE;
  private static final long SIZE_OF_DEMO = 4 << 20;

  @TempDir Path directory;

  private Path file;
  private String expected;

  @BeforeEach
  void makeFile() throws Exception {
    Sample sample = Sample.in(directory, "a file to send");
    file = sample.file();
    expected = SIZE + " " + sample.sha256();
  }

  @Test
  void theDemoVerifiesEachStrategy() throws Exception {
    Launched demo = Launched.sendfile(directory, "demo", "--size", "" + SIZE_OF_DEMO, "--json");

    assertThat(demo.exit()).as(demo.err()).isZero();
    assertThat(demo.err()).isEmpty();
    List<JsonObject> verified =
        JsonParser.parseString(demo.out())
            .getAsJsonObject()
            .getAsJsonArray("results")
            .asList()
            .stream()
            .map(JsonElement::getAsJsonObject)
            .filter(it -> it.has("verified"))
            .toList();
    assertThat(verified)
        .extracting(it -> it.get("strategy").getAsString())
        // whether a file system shares blocks is not for us to say
        .containsAll(Providers.strategiesWithout("native-reflink"));
    assertThat(verified)
        .allSatisfy(it -> assertThat(it.get("verified").getAsBoolean()).isTrue())
        .filteredOn(it -> it.get("route").getAsString().equals("file -> tcp"))
        .extracting(it -> it.get("strategy").getAsString(), it -> it.get("bytes").getAsLong())
        .contains(
            tuple("nio", SIZE_OF_DEMO), tuple("mmap", SIZE_OF_DEMO), tuple("rwloop", SIZE_OF_DEMO));
  }

  /** A strategy may not be ready when the copy is over already. */
  @Test
  void aCopyGoesByWhatIsExplained() throws Exception {
    Launched explain =
        Launched.sendfile(directory, "explain", file.toString(), "--to=file", "--json");
    Launched copy =
        Launched.sendfile(
            directory, "copy", file.toString(), directory.resolve("copy").toString(), "--json");

    JsonObject explained = JsonParser.parseString(explain.out()).getAsJsonObject();
    String chosen = explained.get("chosen").getAsString();
    String ran = JsonParser.parseString(copy.out()).getAsJsonObject().get("strategy").getAsString();
    if (!ran.equals(chosen)) {
      assertThat(explained.getAsJsonArray("notes").toString())
          .contains(chosen + " is prepared at its first use", "moves them by " + ran);
    }
  }

  @Test
  @Tag("once")
  void aReceiverInAnotherLanguageGetsTheFile() throws Exception {
    Launched.assume("python3", "--version");
    try (PythonReceiver receiver = new PythonReceiver()) {
      Launched sent =
          Launched.sendfile(directory, "send", file.toString(), receiver.address(), "--force=mmap");

      assertReceived(receiver, sent, "mmap");
    }
  }

  private void assertReceived(PythonReceiver receiver, Launched sent, String strategy)
      throws Exception {
    assertThat(sent.exit()).as(sent.err()).isZero();
    assertThat(receiver.received()).isEqualTo(expected);
    assertThat(sent.out()).contains(strategy);
  }

  @Test
  @Tag("once")
  void nioSendsBySendfileAndNothingElse() throws Exception {
    String calls = traceOfSending("nio");

    assertThat(count(calls, "sendfile")).isPositive();
    assertThat(bytes(calls, "sendfile")).isEqualTo(SIZE);
  }

  @Test
  @Tag("once")
  void rwloopReadsAndWritesAndNeverCallsSendfile() throws Exception {
    String calls = traceOfSending("rwloop");

    assertThat(count(calls, "sendfile")).isZero();
    assertThat(count(calls, "copy_file_range")).isZero();
    assertThat(bytes(calls, "write")).isGreaterThanOrEqualTo(SIZE);
    assertThat(bytes(calls, "pread64")).isGreaterThanOrEqualTo(SIZE);
  }

  private String traceOfSending(String strategy) throws Exception {
    Launched.assume("python3", "--version");
    Launched.assume("strace", "-f", "-qq", "-o", "/dev/null", "true");
    Path trace = directory.resolve("trace-" + strategy);
    try (PythonReceiver receiver = new PythonReceiver()) {
      Launched sent =
          Launched.traced(
              directory,
              trace,
              "sendfile,copy_file_range,pread64,write",
              "send",
              file.toString(),
              receiver.address(),
              "--force",
              strategy);
      assertReceived(receiver, sent, strategy);
    }
    return Files.readString(trace);
  }

  private static long count(String trace, String call) {
    return Pattern.compile("\\b" + call + "\\(").matcher(trace).results().count();
  }

  /**
   * The sum of what the calls returned; a call that another thread interrupted in the trace counts
   * too.
   */
  private static long bytes(String trace, String call) {
    return Pattern.compile("\\b" + call + "(?:\\(| resumed>).*\\) = (\\d+)$", Pattern.MULTILINE)
        .matcher(trace)
        .results()
        .mapToLong(it -> Long.parseLong(it.group(1)))
        .sum();
  }
}
