/**
 * Strategies {@code native-…}: Linux system calls, one a step as a rule, through the foreign
 * function API of Java 22 and later. No native code of our own, nothing compiled, nothing loaded.
 *
 * <p><b>Wins</b> where the JDK has no way to what the kernel can do: {@code splice} from sockets to
 * files and sockets takes a third to a half of the processor time of a loop with a buffer of 64
 * KiB; {@code sendfile} to sockets without a channel; and between prepared ends, where the calls
 * that {@code transferTo} makes beside its own fall away.
 *
 * <p><b>Loses</b> where a descriptor has to be had for one small transfer: to duplicate one and to
 * close it costs as much as to send some KiB, to look for one among all of the process far more. So
 * for ordinary sends, and for copies, these are last resorts behind {@code nio}, which makes the
 * same calls.
 *
 * <p><b>Declines</b> what it cannot get a descriptor of: channels that are not of the JDK's own,
 * streams, sockets of a class of their own; without {@code --add-opens} also Unix sockets, pipes
 * and file channels of the caller's.
 *
 * <p><b>How it hangs together.</b> A strategy assesses a plan by the {@link dev.sendfile.ffm.Way}
 * to each end and opens a session, which holds two {@link dev.sendfile.ffm.Descriptor}s and makes
 * its {@link dev.sendfile.ffm.Calls} on {@link dev.sendfile.ffm.Linux}, the seam behind which the C
 * library's functions are {@linkplain dev.sendfile.ffm.LinkedLinux linked} when the first transfer
 * wants them. What becomes of an error is a table: {@link dev.sendfile.ffm.Errno}.
 */
@NullMarked
package dev.sendfile.ffm;

import org.jspecify.annotations.NullMarked;
