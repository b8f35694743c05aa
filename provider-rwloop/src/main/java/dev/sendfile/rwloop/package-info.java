/**
 * Strategy {@code rwloop}, technique {@code read-write}: one read into a leased buffer and one
 * write from it per step.
 *
 * <p><b>Wins</b> where nothing else works (any source to any target), and for small sends, up to 8
 * KiB, or 16 KiB behind a header: header and content leave in one write, while a {@code transferTo}
 * of Java 18 and later asks for the file's size and tries {@code copy_file_range} first.
 *
 * <p><b>Loses</b> from 64 KiB up: every byte is copied twice by the CPU, which costs 1.5 to 2.4
 * times the time of {@code sendfile(2)} over loopback.
 */
@NullMarked
package dev.sendfile.rwloop;

import org.jspecify.annotations.NullMarked;
