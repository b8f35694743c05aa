/**
 * The two ends of a transfer, made from what users hand over: paths, channels, sockets, streams.
 * What can be unwrapped with public API is.
 */
@NullMarked
package dev.sendfile.internal.end;

import org.jspecify.annotations.NullMarked;
