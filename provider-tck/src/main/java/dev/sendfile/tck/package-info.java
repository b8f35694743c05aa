/**
 * What every strategy promises, as tests that a provider runs on its own.
 *
 * <p>A provider's author writes one class, and runs it like any other test of JUnit Jupiter:
 *
 * <pre>{@code
 * class PlainLoopTest extends StrategyContract {
 *   @Override
 *   protected List<TransferStrategy> strategies() {
 *     return List.of(new PlainLoop());
 *   }
 * }
 * }</pre>
 *
 * <p>Without {@link dev.sendfile.tck.StrategyContract#strategies} it tests all that are found as
 * services. A build that scans dependencies for tests ({@code dependenciesToScan} of Surefire)
 * needs no class at all: {@link dev.sendfile.tck.DeployedStrategiesTest} is one.
 *
 * <p><b>What is tested.</b> Each strategy is asked which routes it serves, and then tried on each
 * of them, from a path and from a channel, on platform and on virtual threads, by the real engine.
 * A route that it declines is not tried. A transfer is forced to the strategy; a plain loop of the
 * kit's own ({@link dev.sendfile.tck.HonestStrategy}) is deployed beside it, for strategies that
 * wrap others and for what follows when one gives up.
 *
 * <p><b>How it is watched.</b> Between engine and strategy stands a {@link
 * dev.sendfile.tck.Witness}. It sees every call of the SPI, and what crosses the two ends, and
 * notes each {@link dev.sendfile.tck.Promise} that was broken, whatever the test was about.
 *
 * <p><b>What a failure says.</b> The promise in one sentence, the type or member of the SPI whose
 * javadoc states it, and what was seen, where:
 *
 * <pre>
 * promise broken: an answer other than Moved, or an exception, means that the target accepted
 *   nothing (dev.sendfile.spi.Session#step)
 *   plain, file -&gt; tcp, step 2: it answered NotHandled[...] after the target had accepted 4096
 * </pre>
 *
 * <p><b>What it cannot see.</b> Where a strategy takes what is behind an end ({@link
 * dev.sendfile.spi.End#as}) and moves bytes by calls of its own, only what arrives tells: that all
 * do, once and in order, that counts add up, and that nothing is left open. Which calls are made,
 * and how fast they are, is for the provider's own tests. So is what only a particular file system,
 * kernel or device does.
 *
 * <p><b>Time.</b> A test fails where something does not end, or ends wrongly; a minute is waited
 * for it. How soon it ends is asked only if the system property {@value
 * dev.sendfile.tck.fixture.Timing#PROPERTY} is {@code true}: on a machine that does other work too,
 * that says nothing of the strategy.
 *
 * <p>Tests of one's own can be made of the same parts: cases from the methods of {@link
 * dev.sendfile.tck.StrategyContract}, a {@link dev.sendfile.tck.Witness} around a strategy, and the
 * ends of {@link dev.sendfile.tck.fixture}.
 */
@NullMarked
package dev.sendfile.tck;

import org.jspecify.annotations.NullMarked;
