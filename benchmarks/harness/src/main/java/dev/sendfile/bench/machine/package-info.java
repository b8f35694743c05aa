/** What a benchmark has to know and to arrange of the machine: processors, clocks, page cache. */
@NullMarked
package dev.sendfile.bench.machine;

import org.jspecify.annotations.NullMarked;
