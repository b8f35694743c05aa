package dev.sendfile.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.sendfile.Sendfile;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** What one run of the command came to. */
record CliRun(int exitCode, String out, String err) {

  /** Runs with the strategies of this build. */
  static CliRun of(Object... args) {
    return with(() -> Sendfile.builder().build(), args);
  }

  /** Runs with other strategies. */
  static CliRun with(Supplier<Sendfile> sendfile, Object... args) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    String[] texts = Stream.of(args).map(Object::toString).toArray(String[]::new);
    int exitCode = Main.run(texts, new PrintWriter(out), new PrintWriter(err), sendfile);
    return new CliRun(exitCode, out.toString(), err.toString());
  }

  /** Says that the run did what it was asked to, without a word of complaint. */
  CliRun succeeded() {
    assertThat(err).isEmpty();
    assertThat(exitCode).isZero();
    return this;
  }

  /** Says that the run ended with a code and at most two lines that contain certain words. */
  CliRun failed(int code, String... words) {
    assertThat(err).contains(words);
    assertThat(err.lines()).hasSizeBetween(1, 2).noneMatch(line -> line.startsWith("\tat "));
    assertThat(out).isEmpty();
    assertThat(exitCode).isEqualTo(code);
    return this;
  }

  /** The errors as the one line of JSON that they must be. */
  JsonObject errorJson() {
    assertThat(out).isEmpty();
    assertThat(err.lines()).hasSize(1);
    return JsonParser.parseString(err).getAsJsonObject();
  }

  /** The output as the one line of JSON that it must be. */
  JsonObject json() {
    assertThat(out.lines()).hasSize(1);
    return JsonParser.parseString(out).getAsJsonObject();
  }
}
