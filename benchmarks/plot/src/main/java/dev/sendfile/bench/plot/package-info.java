/**
 * Draws results of a benchmark as SVG: {@link dev.sendfile.bench.plot.Plots} chooses what belongs
 * into one picture, {@link dev.sendfile.bench.plot.SvgPainter} paints it. Knows the results alone,
 * so that the command can draw without the suite of rivals.
 */
@NullMarked
package dev.sendfile.bench.plot;

import org.jspecify.annotations.NullMarked;
