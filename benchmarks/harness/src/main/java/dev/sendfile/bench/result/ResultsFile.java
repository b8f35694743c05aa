package dev.sendfile.bench.result;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Writes results as JSON, and reads them. */
public final class ResultsFile {

  private static final Gson GSON = new GsonBuilder().disableHtmlEscaping().create();
  private static final Gson PRETTY =
      new GsonBuilder().disableHtmlEscaping().setPrettyPrinting().create();

  private ResultsFile() {}

  /**
   * Writes results. A file that is there is replaced.
   *
   * @param results what was measured
   * @param file where to
   * @throws IOException if it cannot be written
   */
  public static void write(Results results, Path file) throws IOException {
    try (Writer out = Files.newBufferedWriter(file)) {
      GSON.toJson(results, out);
      out.write('\n');
    }
  }

  /**
   * Writes results as text for people: one value a line.
   *
   * @param results what was measured
   * @return the text
   */
  public static String pretty(Results results) {
    return PRETTY.toJson(results);
  }

  /**
   * Reads results.
   *
   * @param file where from
   * @return what was measured
   * @throws IOException if it cannot be read, or is no file of results of {@link Results#FORMAT};
   *     the message names the file and what is wrong
   */
  public static Results read(Path file) throws IOException {
    Results results = parse(file);
    if (results == null) {
      throw new IOException(file + " is empty: expected what a benchmark has written");
    }
    if (results.format() != Results.FORMAT) {
      throw new IOException(
          file
              + " has format "
              + results.format()
              + ", and this reads format "
              + Results.FORMAT
              + ": run the benchmark again");
    }
    return results;
  }

  private static @Nullable Results parse(Path file) throws IOException {
    try (Reader in = Files.newBufferedReader(file)) {
      return GSON.fromJson(in, Results.class);
    } catch (RuntimeException e) { // what a record's constructor throws comes wrapped in one
      throw new IOException(file + " holds no results of a benchmark: " + e.getMessage(), e);
    }
  }
}
