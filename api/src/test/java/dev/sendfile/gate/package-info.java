/**
 * Throw-away strategies that the SPI was shaped by before the engine was built on it, kept because
 * each holds a property of the contract: bytes between two steps, delegation, a header in front,
 * windows, a target offset.
 */
@NullMarked
package dev.sendfile.gate;

import org.jspecify.annotations.NullMarked;
