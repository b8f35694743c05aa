package dev.sendfile.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonParser;
import dev.sendfile.Sendfile;
import java.io.IOException;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What nobody could be told is a failure, whatever was asked for. */
class UnwrittenOutputTest {

  @TempDir Path folder;

  /** Takes a while to notice, as a buffer or a pipe does. */
  private static final class Full extends Writer {
    @Override
    public void write(char[] text, int offset, int length) {
      // taken, like by a buffer
    }

    @Override
    public void flush() throws IOException {
      throw new IOException("No space left on device");
    }

    @Override
    public void close() {
      // nothing to give back
    }
  }

  private static int run(String args, Writer out, Writer err) {
    return Main.run(args.split(" "), out, err, () -> Sendfile.builder().build());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--help",
        "--version",
        "send --help",
        "copy --version",
        "doctor",
        "explain --from=tcp --to=tcp"
      })
  void standardOutputThatIsFullIsAFailure(String args) {
    StringWriter err = new StringWriter();
    assertThat(run(args, new Full(), err)).isEqualTo(1);
    assertThat(err.toString().lines())
        .containsExactly(
            "sendfile: standard output cannot be written to: No space left on device",
            "all else was done; see where standard output goes");
  }

  @Test
  void isOneJsonObject() throws Exception {
    Path file = Bytes.in(folder, 1000).file();
    StringWriter err = new StringWriter();
    String copy = "copy " + file + " " + folder.resolve("copy") + " --json";
    assertThat(run(copy, new Full(), err)).isEqualTo(1);
    assertThat(JsonParser.parseString(err.toString()).getAsJsonObject().get("bytes").getAsLong())
        .isEqualTo(1000);
  }

  @Test
  void standardErrorThatIsFullIsAFailure() throws Exception {
    Path file = Bytes.in(folder, 1000).file();
    assertThat(run("copy " + file + " -", new StringWriter(), new Full())).isEqualTo(1);
    assertThat(run("copy " + folder + " -", new StringWriter(), new Full())).isEqualTo(1);
    assertThat(run("--nonsense", new StringWriter(), new Full())).isEqualTo(2);
  }
}
