/** The full run, as {@code benchmarks/run} starts it: what is measured, how often, and where to. */
@NullMarked
package dev.sendfile.benchmarks;

import org.jspecify.annotations.NullMarked;
