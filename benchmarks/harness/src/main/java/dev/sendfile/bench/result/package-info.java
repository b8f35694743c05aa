/**
 * What a benchmark leaves behind: samples as they were taken, in which place, and what two of them
 * come to beside each other. Knows nobody: reports, comparisons and calibrations read this alone.
 */
@NullMarked
package dev.sendfile.bench.result;

import org.jspecify.annotations.NullMarked;
