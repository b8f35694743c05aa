package dev.sendfile.cli;

import com.google.gson.Gson;
import dev.sendfile.Sendfile;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.FilterWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Runs commands one after the other in a JVM of their own, whose descriptors a shell has set up,
 * and writes down what each came to. What they print goes to those descriptors as well.
 */
final class Redirected {

  /** Stands between two commands. */
  static final String THEN = "then";

  private Redirected() {}

  /** Prints to a descriptor, and remembers what it has printed. */
  private static final class Heard extends FilterWriter {
    private final StringWriter all = new StringWriter();

    Heard(FileDescriptor to) {
      super(new OutputStreamWriter(new FileOutputStream(to), Charset.defaultCharset()));
    }

    @Override
    public void write(char[] text, int offset, int length) throws IOException {
      all.write(text, offset, length);
      out.write(text, offset, length);
    }

    @Override
    public void write(String text, int offset, int length) throws IOException {
      all.write(text, offset, length);
      out.write(text, offset, length);
    }

    @Override
    public String toString() {
      return all.toString();
    }
  }

  /**
   * Runs them.
   *
   * @param words the file for what they came to, and the commands
   */
  public static void main(String[] words) throws IOException {
    List<CliRun> runs = new ArrayList<>();
    List<String> command = new ArrayList<>();
    for (int i = 1; i <= words.length; i++) {
      if (i < words.length && !words[i].equals(THEN)) {
        command.add(words[i]);
      } else {
        runs.add(run(command.toArray(String[]::new)));
        command.clear();
      }
    }
    try (Writer results = Files.newBufferedWriter(Path.of(words[0]))) {
      new Gson().toJson(runs, results);
    }
    System.exit(0);
  }

  private static CliRun run(String[] words) {
    Writer out = new Heard(FileDescriptor.out);
    Writer err = new Heard(FileDescriptor.err);
    int exit = Main.run(words, out, err, () -> Sendfile.builder().build());
    return new CliRun(exit, out.toString(), err.toString());
  }
}
