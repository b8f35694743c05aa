/**
 * Strategy {@code nio}, technique {@code sendfile}: {@code FileChannel.transferTo} to a socket or a
 * file.
 *
 * <p><b>Wins</b> above 16 KiB (64 KiB behind a header): the kernel moves the bytes, and from 64 KiB
 * on takes about two thirds of the time of a read-write loop over loopback.
 *
 * <p><b>Loses</b> below: each call asks for the file's size, and Java 18 and later also try {@code
 * copy_file_range}, which a socket always refuses; one read and one write take no longer then, and
 * one write from a mapping that a prepared source keeps takes a little less.
 *
 * <p><b>Declines</b> wherever the JDK would not use the kernel's path but copy 8 KiB at a time
 * through the heap: channels that merely wrap a socket, streams, sockets without a channel, pipes
 * on Java 18 and later. It also declines sources that do not tell their size; an offset in a file
 * channel of the caller's, since it would have to move that; and before Java 25 a prepared source
 * for a blocking target, because it could only be ended by closing what other transfers read.
 *
 * <p><b>Stands back</b> before Java 22, where the JDK does not hold the target while it writes to
 * it: if another thread closes that just then, what is opened next may get its descriptor, and its
 * bytes. There it ranks behind all others, but for a {@code PreparedTarget}, whose owner closes it
 * after its transfers, and for files that the engine itself has opened.
 *
 * <p><b>From file to file</b> it is what {@code Files.copy} is: {@code copy_file_range} on Java 25,
 * {@code sendfile} on 17, at all lengths.
 *
 * <p>An interrupt during a step makes the JDK close the file's channel, which may be shared. On
 * Java 17 a step blocked in {@code transferTo} does not notice that its socket was closed; the
 * engine closes the file then.
 */
@NullMarked
package dev.sendfile.nio;

import org.jspecify.annotations.NullMarked;
