/**
 * Strategy {@code rwloop}, technique {@code read-write}: one read into a leased buffer and one
 * write from it per step.
 *
 * <p><b>Wins</b> where nothing else works (any source to any target), and up to 16 KiB: header and
 * content leave in one write, which is cheaper than a {@code transferTo} that asks for the file's
 * size and tries {@code copy_file_range} before {@code sendfile}, as Java 18 and later do.
 *
 * <p><b>Loses</b> from 64 KiB up: every byte is copied twice by the CPU, which costs 1.8 to 2.4
 * times the time of {@code sendfile(2)} over loopback.
 */
@NullMarked
package dev.sendfile.rwloop;

import org.jspecify.annotations.NullMarked;
