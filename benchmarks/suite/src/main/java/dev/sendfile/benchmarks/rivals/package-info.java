/**
 * What other libraries offer to somebody who sends a file, called as their documentation shows it.
 */
@NullMarked
package dev.sendfile.benchmarks.rivals;

import org.jspecify.annotations.NullMarked;
