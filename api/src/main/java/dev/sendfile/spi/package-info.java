/**
 * The contract between the engine and the strategies that move bytes.
 *
 * <p>A provider implements {@link dev.sendfile.spi.TransferStrategy} and, for each transfer, a
 * small {@link dev.sendfile.spi.Session} that moves bytes once per {@linkplain
 * dev.sendfile.spi.Session#step step} and answers what happened. It owns no loop, no thread, no
 * timeout and no selector: the engine has them all, so that every strategy keeps the same promises.
 *
 * <p>The way of one transfer:
 *
 * <pre>
 * TransferStrategy.availability()   may this strategy run here at all?         cheap, links nothing
 *                 .assess(plan)     this route, this length: an offer, or no   pure
 *                 .open(plan, ctx)  per-transfer state                         moves nothing
 *   Session       .step(batch)      one bounded attempt                        one system call, as a rule
 *                 .surrender(buf)   what it took and could not deliver         before a fallback
 *                 .close()          always, exactly once
 * </pre>
 *
 * <p>This package knows no other package of the project. A provider needs nothing else.
 */
@NullMarked
package dev.sendfile.spi;

import org.jspecify.annotations.NullMarked;
