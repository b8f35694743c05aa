/**
 * What the engine itself costs for a transfer of {@value
 * dev.sendfile.benchmarks.engine.SmallFile#SIZE} bytes, in time and in memory: the library held to
 * one technique, beside the same calls by hand. In each class of benchmarks {@code byHand} is what
 * the others are compared with.
 *
 * <p>A channel that takes everything at once leaves the engine and one read from the page cache. A
 * socket adds the system call that a transfer is about, and shows what of the cost a user would
 * notice.
 */
@NullMarked
package dev.sendfile.benchmarks.engine;

import org.jspecify.annotations.NullMarked;
