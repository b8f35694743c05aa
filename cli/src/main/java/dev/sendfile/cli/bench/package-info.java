/** Runs a benchmark within a time, and shows what it has measured as tables and bars for people. */
@NullMarked
package dev.sendfile.cli.bench;

import org.jspecify.annotations.NullMarked;
