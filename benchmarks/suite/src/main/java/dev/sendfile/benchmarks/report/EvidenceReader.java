package dev.sendfile.benchmarks.report;

import com.google.gson.Gson;
import com.google.gson.JsonParseException;
import dev.sendfile.bench.result.Results;
import dev.sendfile.bench.result.ResultsFile;
import dev.sendfile.bench.result.Setting;
import dev.sendfile.benchmarks.engine.EngineCosts;
import dev.sendfile.benchmarks.receivers.ServiceCost;
import dev.sendfile.benchmarks.report.Evidence.Engine;
import dev.sendfile.benchmarks.report.Evidence.Receivers;
import dev.sendfile.benchmarks.report.Evidence.Run;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads what measurements have left in a folder and those in it; by the names of the files. */
final class EvidenceReader {

  private static final int DEPTH = 2;
  private static final String JSON = ".json";
  private static final Gson GSON = new Gson();

  private final List<Run> runs = new ArrayList<>();
  private final List<Engine> engines = new ArrayList<>();
  private final List<Path> unread = new ArrayList<>();
  private @Nullable Receivers receivers;

  private EvidenceReader() {}

  /**
   * Reads a folder.
   *
   * @throws IOException if it cannot be read or holds no results; if a file in it is none of those
   *     that the suite writes; if two files have measured the same on the same Java
   */
  static Evidence read(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      throw new IOException(folder + " is no folder: benchmarks/run makes one");
    }
    EvidenceReader reader = new EvidenceReader();
    for (Path file : files(folder)) {
      reader.add(file);
    }
    Evidence evidence =
        new Evidence(
            reader.runs, reader.engines, Optional.ofNullable(reader.receivers), reader.unread);
    if (evidence.runs().isEmpty() && evidence.engines().isEmpty() && reader.receivers == null) {
      throw new IOException(
          "no results in " + folder + ": run benchmarks/run first, or name another folder");
    }
    oneOfEach(evidence);
    return evidence;
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder, DEPTH)) {
      return files.filter(it -> it.toString().endsWith(JSON)).sorted().toList();
    }
  }

  private void add(Path file) throws IOException {
    String name = file.getFileName().toString();
    if (name.startsWith("jmh-")) {
      unread.add(file);
    } else if (name.startsWith("engine-")) {
      engines.add(new Engine(file, parse(file, EngineCosts.class)));
    } else if (name.startsWith("receivers")) {
      receivers = new Receivers(file, parse(file, ServiceCost.class));
    } else {
      runs.add(new Run(file, ResultsFile.read(file)));
    }
  }

  private static <T> T parse(Path file, Class<T> type) throws IOException {
    try (Reader in = Files.newBufferedReader(file)) {
      T value = GSON.fromJson(in, type);
      if (value != null) {
        return value;
      }
    } catch (JsonParseException e) {
      throw new IOException(file + " is not what its name promises: " + e.getMessage(), e);
    }
    throw new IOException(file + " is empty: run the benchmark again");
  }

  /** Only what ran beside each other in one run can be compared, so there must be one of each. */
  private static void oneOfEach(Evidence evidence) throws IOException {
    record Place(int java, Setting setting) {}
    Map<Place, Path> seen = new HashMap<>();
    for (Run run : evidence.runs()) {
      Results results = run.results();
      for (Setting setting : results.settings()) {
        Path other = seen.put(new Place(run.java(), setting), run.file());
        if (other != null) {
          throw new IOException(
              "both "
                  + other
                  + " and "
                  + run.file()
                  + " have measured "
                  + setting
                  + " on Java "
                  + run.java()
                  + ": move one of them away");
        }
      }
    }
  }
}
