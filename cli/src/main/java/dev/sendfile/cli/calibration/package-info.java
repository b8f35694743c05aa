/**
 * From samples to crossovers: which strategy goes first at which lengths, if measurements say
 * otherwise than the built-in order. {@link dev.sendfile.cli.calibration.Calibration} measures;
 * {@link dev.sendfile.cli.calibration.Crossovers} decides, and knows samples alone.
 */
@NullMarked
package dev.sendfile.cli.calibration;

import org.jspecify.annotations.NullMarked;
