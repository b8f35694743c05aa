/**
 * Strategy {@code mmap}, technique {@code mmapped}: one write per step from a mapping of the file.
 *
 * <p>Unless said otherwise, numbers here were measured on Linux 6.18, loopback TCP, as times
 * relative to a C loop of {@code sendfile(2)}.
 *
 * <p><b>Wins</b> where a prepared source keeps a mapping open, up to 32 KiB over one read and one
 * write, and up to 16 KiB over {@code transferTo} by this library, by a tenth; and over a
 * read-write loop for large files (1.8 against 2.4 at 256 MiB), because the bytes are copied once
 * instead of twice. At 1 MiB the two are about equal.
 *
 * <p><b>Loses</b> against {@code transferTo} wherever that has a kernel path (1.0 to 1.2 from 1 MiB
 * on), and against everything below 1 MiB where the file must be mapped for each send: that costs
 * 12 to 15 µs, which makes it 3.2. To streams and channels that are not the JDK's own it serves, by
 * a copy, and is never called efficient.
 *
 * <p><b>Declines</b> sources that are not files of the JDK's own, or do not tell their size.
 *
 * <p><b>A file that is truncated while it is sent</b> reads as zeros from its new end to the end of
 * that page. The size is asked after each write, so such bytes are never counted; but where the
 * kernel read the mapping itself, they may have left, and {@link dev.sendfile.spi.Session#stray}
 * says how many. Where the session copies, none leave.
 *
 * <p>A {@code FileChannel} that is also open for writing is extended by the JDK when the file is
 * truncated by somebody else in the microseconds between asking its size and mapping it. One that
 * is open only for reading, or a {@code Path}, has no such risk.
 */
@NullMarked
package dev.sendfile.mmap;

import org.jspecify.annotations.NullMarked;
