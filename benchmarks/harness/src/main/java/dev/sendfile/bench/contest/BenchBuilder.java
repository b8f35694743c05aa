package dev.sendfile.bench.contest;

import dev.sendfile.Sendfile;
import dev.sendfile.bench.machine.Processors;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Wishes of somebody who opens a {@link Bench}. */
public final class BenchBuilder {

  private @Nullable Sendfile library;
  private Path folder =
      Path.of(System.getProperty("bench.dir", System.getProperty("java.io.tmpdir")));
  private String processors = System.getProperty("bench.processors", Processors.first());

  BenchBuilder() {}

  /**
   * Says where the files lie.
   *
   * @param where a folder, in which a new one is made; else the system property {@code bench.dir},
   *     else {@code java.io.tmpdir}
   * @return this
   */
  public BenchBuilder folder(Path where) {
    folder = where;
    return this;
  }

  /**
   * Says where contenders and far end run.
   *
   * @param two the numbers of two processors, {@code 0,1}; nothing leaves it to the scheduler; else
   *     the system property {@code bench.processors}, else the first two, if there are two
   * @return this
   */
  public BenchBuilder processors(String two) {
    processors = two;
    return this;
  }

  /**
   * Says which library takes part.
   *
   * @param given as it is configured; else the one that is deployed
   * @return this
   */
  public BenchBuilder library(Sendfile given) {
    library = given;
    return this;
  }

  /**
   * Opens it.
   *
   * @return ready for contests
   * @throws IllegalArgumentException if the processors are no two numbers
   * @throws IOException if there is no place for files
   */
  public Bench open() throws IOException {
    return Bench.of(this);
  }

  Sendfile library() {
    return library == null ? Sendfile.getDefault() : library;
  }

  Path folder() {
    return folder;
  }

  Processors processors() {
    return Processors.of(processors);
  }
}
