package dev.sendfile.benchmarks.compare;

import dev.sendfile.bench.result.Sample;

/** What is compared; of both, less is better. */
enum Measure {
  TIME("time"),
  CPU("CPU time");

  private final String words;

  Measure(String words) {
    this.words = words;
  }

  String words() {
    return words;
  }

  /** One round's value; never 0, as it is divided by. */
  double of(Sample sample) {
    return (double)
        Math.max(
            1,
            switch (this) {
              case TIME -> sample.nanos();
              case CPU -> sample.cpuNanos();
            });
  }
}
