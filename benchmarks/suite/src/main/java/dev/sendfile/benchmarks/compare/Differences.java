package dev.sendfile.benchmarks.compare;

import dev.sendfile.bench.result.Place;
import java.util.ArrayList;
import java.util.List;

/** What keeps two runs from being compared: another machine, another JDK. */
final class Differences {

  /** Kernels keep different parts of the same memory for themselves. */
  private static final double SAME_MEMORY = 0.05;

  private final List<String> all = new ArrayList<>();

  private Differences() {}

  /** Lists them, each with both values. */
  static List<String> between(Place before, Place now) {
    Differences differences = new Differences();
    differences.add("processor", before.processor(), now.processor());
    differences.add("processors", before.processors(), now.processors());
    if (Math.abs(before.memory() - now.memory()) > SAME_MEMORY * before.memory()) {
      differences.add("memory", before.memory() + " bytes", now.memory() + " bytes");
    }
    differences.add("system", before.system(), now.system());
    differences.add("file system", before.fileSystem(), now.fileSystem());
    differences.add("pinning", before.pinning(), now.pinning());
    differences.add("Java", before.java(), now.java());
    differences.add("JVM", before.jvm(), now.jvm());
    return differences.all;
  }

  private void add(String what, Object before, Object now) {
    if (!before.equals(now)) {
      all.add(what + ": " + before + ", then " + now);
    }
  }
}
