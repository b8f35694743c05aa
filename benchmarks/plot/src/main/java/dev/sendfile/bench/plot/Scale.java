package dev.sendfile.bench.plot;

/** What is measured up the side of a plot. */
public enum Scale {
  /** Megabytes a second; more is better. */
  THROUGHPUT("throughput", "throughput", "MB/s (log scale, more is better)"),
  /** Seconds of processor time for each gigabyte; less is better. */
  CPU("cpu", "CPU per GB", "CPU seconds per GB of the moving thread (log scale, less is better)"),
  /** How many times as fast as the variant that the plot names. */
  SPEED("speed", "speed", "times as fast (log scale, more is better)");

  private final String word;
  private final String title;
  private final String label;

  Scale(String word, String title, String label) {
    this.word = word;
    this.title = title;
    this.label = label;
  }

  /** For names of files. */
  String word() {
    return word;
  }

  String title() {
    return title;
  }

  /** What stands beside the axis. */
  String label() {
    return label;
  }
}
