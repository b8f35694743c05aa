/**
 * Makes a page of what was measured: {@link dev.sendfile.benchmarks.report.Evidence} is what lies
 * in the folder, {@link dev.sendfile.benchmarks.report.Targets} what was aimed at, and {@link
 * dev.sendfile.benchmarks.report.Report} writes both down, with plots and tables.
 */
@NullMarked
package dev.sendfile.benchmarks.report;

import org.jspecify.annotations.NullMarked;
