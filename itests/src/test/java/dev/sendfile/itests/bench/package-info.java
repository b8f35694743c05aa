/**
 * A small harness that times whole sends beside what people use today. The variants alternate round
 * by round, to a drain in a process of its own, so that only ratios matter and a noisy machine hits
 * all alike.
 */
package dev.sendfile.itests.bench;
