package dev.sendfile.itests.bench;

/**
 * What one transfer cost, on average over a round.
 *
 * @param nanos time, until the far end has settled
 * @param cpuNanos time that the moving thread ran, in the kernel too
 * @param allocatedBytes what it allocated; 0 outside the JVM
 */
record Cost(long nanos, long cpuNanos, long allocatedBytes) {}
