/**
 * Tells of transfers: to the flight recorder, one event each, and to the system log, one line for
 * each distinct choice. Knows the SPI alone.
 */
@NullMarked
package dev.sendfile.internal.telemetry;

import org.jspecify.annotations.NullMarked;
