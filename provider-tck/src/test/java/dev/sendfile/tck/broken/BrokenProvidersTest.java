package dev.sendfile.tck.broken;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import dev.sendfile.tck.EndsContract;
import dev.sendfile.tck.LeakContract;
import dev.sendfile.tck.Promise;
import dev.sendfile.tck.fixture.Timing;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.platform.engine.FilterResult;
import org.junit.platform.engine.TestDescriptor;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.PostDiscoveryFilter;
import org.junit.platform.testkit.engine.EngineTestKit;

/** Whoever breaks a promise is told which one. */
class BrokenProvidersTest {

  /** Seconds. Many of them hang, and an honest one is not among them. */
  private static final String SOON = "3";

  private static final long COLLECTED_EACH = TimeUnit.MILLISECONDS.toNanos(500);

  @BeforeAll
  static void giveUpSoon() {
    System.setProperty(Timing.PATIENCE, SOON);
  }

  @AfterAll
  static void waitAsLongAsEver() {
    System.clearProperty(Timing.PATIENCE);
  }

  @ParameterizedTest
  @EnumSource(Broken.class)
  void isCaughtByAMessageThatNamesThePromise(Broken broken) {
    assumeTrue(broken.isPossible(), "no virtual threads here");
    assertThat(failures(broken, it -> it == broken.contract())).anyMatch(broken::isNamedBy);
  }

  /** Not only the contract that was written for it. */
  @ParameterizedTest
  @EnumSource(
      value = Broken.class,
      names = {"REPORTS_TOO_LITTLE", "SLEEPS", "KEEPS_A_LEASE"})
  void theWholeKitCatchesIt(Broken broken) {
    assertThat(failures(broken, it -> true)).anyMatch(broken::isNamedBy);
  }

  /** It closes what was forgotten, and may come at any time. */
  @ParameterizedTest
  @EnumSource(
      value = Broken.class,
      names = {"FORGETS_A_DESCRIPTOR_WHERE_IT_FAILS", "FORGETS_A_MAPPING"})
  void theGarbageCollectorHidesNothing(Broken broken) throws InterruptedException {
    Thread collecting =
        new Thread(
            () -> {
              while (!Thread.currentThread().isInterrupted()) {
                System.gc();
                LockSupport.parkNanos(COLLECTED_EACH);
              }
            });
    collecting.start();
    try {
      assertThat(failures(broken, it -> it == LeakContract.class)).anyMatch(broken::isNamedBy);
    } finally {
      collecting.interrupt();
      collecting.join();
    }
  }

  @Test
  void theMessageSaysWhatWasSeenAndWhere() {
    assertThat(failures(Broken.MOVES_THEN_REFUSES, it -> it == EndsContract.class).get(0))
        .hasMessageStartingWith(
            """
            promise broken: an answer other than Moved, or an exception, means that the target \
            accepted nothing (dev.sendfile.spi.Session#step)
              broken, file -> tcp, step 1: it answered NotHandled[refusal=Refusal[scope=STEP, \
            reason=it was too much, cause=null]] after the target had accepted 65536""");
  }

  @Test
  void everyPromiseIsBrokenByOne() {
    Set<Promise> broken =
        Arrays.stream(Broken.values())
            .map(Broken::promise)
            .collect(Collectors.toCollection(() -> EnumSet.noneOf(Promise.class)));
    assertThat(EnumSet.complementOf(EnumSet.copyOf(broken))).isEmpty();
  }

  /** What the kit says of a strategy by some of its contracts. */
  private static List<Throwable> failures(Broken broken, Predicate<Class<?>> contract) {
    PostDiscoveryFilter filter = it -> FilterResult.includedIf(isOf(contract, it));
    return EngineTestKit.engine("junit-jupiter")
        .configurationParameter(BrokenContract.PARAMETER, broken.name())
        .selectors(selectClass(BrokenContract.class))
        .filters(filter)
        .execute()
        .testEvents()
        .failed()
        .stream()
        .map(it -> it.getRequiredPayload(TestExecutionResult.class).getThrowable().orElseThrow())
        .toList();
  }

  private static boolean isOf(Predicate<Class<?>> contract, TestDescriptor test) {
    return test.getSource()
        .filter(MethodSource.class::isInstance)
        .map(it -> contract.test(((MethodSource) it).getJavaMethod().getDeclaringClass()))
        .orElse(true);
  }
}
