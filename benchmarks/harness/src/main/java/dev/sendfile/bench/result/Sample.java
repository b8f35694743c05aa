package dev.sendfile.bench.result;

/**
 * What one transfer cost, on average over one round.
 *
 * @param nanos time in nanoseconds, until the far end had all bytes
 * @param cpuNanos time in nanoseconds that the moving thread ran, in the kernel too
 * @param allocatedBytes bytes that it allocated on the heap; 0 outside a JVM
 */
public record Sample(long nanos, long cpuNanos, long allocatedBytes) {}
