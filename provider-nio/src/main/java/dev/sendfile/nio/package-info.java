/**
 * Strategy {@code nio}, technique {@code sendfile}: {@code FileChannel.transferTo} to a socket.
 *
 * <p><b>Wins</b> above 8 KiB (16 KiB behind a header): the kernel moves the bytes, and from 64 KiB
 * on takes about two thirds of the time of a read-write loop over loopback.
 *
 * <p><b>Loses</b> below: each call asks for the file's size, and Java 18 and later also try {@code
 * copy_file_range}, which a socket always refuses; one read and one write take no longer then. Up
 * to 32 KiB also where a prepared source keeps its file mapped, because one write from that takes
 * even less.
 *
 * <p><b>Declines</b> wherever the JDK would not use the kernel's path but copy 8 KiB at a time
 * through the heap: channels that merely wrap a socket, streams, sockets without a channel, pipes
 * on Java 18 and later. It also declines sources that do not tell their size.
 *
 * <p>An interrupt during a step makes the JDK close the file's channel, which may be shared. On
 * Java 17 a step blocked in {@code transferTo} does not notice that its socket was closed; the
 * engine closes the file then.
 */
@NullMarked
package dev.sendfile.nio;

import org.jspecify.annotations.NullMarked;
