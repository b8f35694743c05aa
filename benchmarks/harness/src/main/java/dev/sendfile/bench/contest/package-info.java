/**
 * Times whole transfers beside what people use today, and beside the same system calls made by C.
 * The contenders of a contest alternate round by round, with a far end in a process of its own, so
 * that only ratios matter and a noisy machine hits all alike; each has to prove first that it moves
 * the bytes.
 *
 * <pre>{@code
 * Setting setting = new Setting(Work.SEND, Mode.BLOCKING, Cache.WARM, 64 << 10);
 * try (Bench bench = Bench.open();
 *     Contest contest = bench.contest(setting, name -> true)) {
 *   List<Series> series = Alternation.of(Effort.rounds(21)).run(contest);
 * }
 * }</pre>
 *
 * <p>One thread runs a benchmark at a time: nothing here is to be shared, but {@link Bench#close}
 * may come from another thread.
 */
@NullMarked
package dev.sendfile.bench.contest;

import org.jspecify.annotations.NullMarked;
