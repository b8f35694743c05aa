package dev.sendfile.benchmarks.receivers;

import java.util.Locale;

/**
 * What it took to serve all receivers.
 *
 * @param java the version of the runtime
 * @param receivers how many there were
 * @param complete how many got every byte, by their own account
 * @param bytes bytes for each
 * @param rate bytes a second that each takes
 * @param seconds from the first connection until the last transfer ended
 * @param cpuSeconds processor time of the whole JVM meanwhile
 * @param cores processors that were busy on average
 * @param heapLimit bytes that the heap may have
 * @param peakHeap most bytes in use on the heap, garbage with them
 * @param peakDirect most bytes in direct buffers
 * @param peakMemory most bytes in both together
 * @param peakThreads most threads of the operating system; virtual ones do not count
 */
public record ServiceCost(
    String java,
    int receivers,
    int complete,
    long bytes,
    int rate,
    double seconds,
    double cpuSeconds,
    double cores,
    long heapLimit,
    long peakHeap,
    long peakDirect,
    long peakMemory,
    int peakThreads) {

  /**
   * Tells the same in a line.
   *
   * @return without its end
   */
  String line() {
    return String.format(
        Locale.ROOT,
        "  %d of %d receivers complete in %.1f s: %.1f s of processor time (%.2f cores),"
            + " at most %d MiB of heap and direct memory, %d threads",
        complete,
        receivers,
        seconds,
        cpuSeconds,
        cores,
        peakMemory >> 20,
        peakThreads);
  }
}
