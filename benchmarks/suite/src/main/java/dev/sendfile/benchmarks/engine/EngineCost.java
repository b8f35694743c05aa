package dev.sendfile.benchmarks.engine;

/**
 * What the engine adds to one transfer of {@value SmallFile#SIZE} bytes.
 *
 * @param benchmark its name: {@code ToSocket.prepared}
 * @param nanos time of one transfer in nanoseconds
 * @param nanosError half the width of its confidence interval of 99.9 %
 * @param bytes what it allocates on the heap
 * @param byHandNanos time of the same calls by hand
 * @param byHandNanosError half the width of its confidence interval
 * @param byHandBytes what they allocate
 * @param overheadNanos what the engine adds in time; below 0 if it is faster
 * @param overheadBytes what it adds in memory
 */
public record EngineCost(
    String benchmark,
    double nanos,
    double nanosError,
    double bytes,
    double byHandNanos,
    double byHandNanosError,
    double byHandBytes,
    double overheadNanos,
    double overheadBytes) {

  /** One measured benchmark. */
  record Measured(String benchmark, double nanos, double nanosError, double bytes) {}

  static EngineCost of(Measured measured, Measured byHand) {
    return new EngineCost(
        measured.benchmark,
        measured.nanos,
        measured.nanosError,
        measured.bytes,
        byHand.nanos,
        byHand.nanosError,
        byHand.bytes,
        measured.nanos - byHand.nanos,
        measured.bytes - byHand.bytes);
  }
}
