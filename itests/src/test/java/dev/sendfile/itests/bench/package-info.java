/**
 * A small harness that times whole transfers beside what people use today, and beside the same
 * system calls made by C. The contenders alternate round by round, with a far end in a process of
 * its own, so that only ratios matter and a noisy machine hits all alike.
 */
package dev.sendfile.itests.bench;
