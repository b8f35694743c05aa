package dev.sendfile.tck;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.function.ThrowingConsumer;
import org.opentest4j.TestAbortedException;

/**
 * All cases of one strategy, for tests that mostly wait: they wait together.
 *
 * @param <C> what a case is
 */
public final class AtOnce<C extends Witnessed> implements Iterable<C> {

  /** More of them would measure how busy the machine is, and not what the strategy does. */
  private static final int MOST = 12;

  private final List<C> cases;

  AtOnce(List<C> cases) {
    this.cases = List.copyOf(cases);
  }

  /** Groups cases by the names of their strategies, in order. */
  static <C extends Witnessed> List<AtOnce<C>> byStrategy(List<C> cases) {
    Map<String, List<C>> groups =
        cases.stream()
            .collect(
                Collectors.groupingBy(
                    it -> it.witness().name(), LinkedHashMap::new, Collectors.toList()));
    return groups.values().stream().map(AtOnce::new).toList();
  }

  @Override
  public Iterator<C> iterator() {
    return cases.iterator();
  }

  /**
   * Selects some.
   *
   * @param condition which ones
   * @return those that it holds for
   */
  public AtOnce<C> where(Predicate<? super C> condition) {
    return new AtOnce<>(cases.stream().filter(condition).toList());
  }

  /**
   * Runs a test of each, on threads of its own.
   *
   * @param test the test
   * @throws AssertionError if one failed: it names the case, its cause is what the case threw, and
   *     it suppresses the failures of others
   * @throws TestAbortedException if none did, but one could not be judged
   */
  public void each(ThrowingConsumer<C> test) {
    ExecutorService threads = Executors.newFixedThreadPool(MOST, AtOnce::thread);
    List<CaseFailed> failures = new ArrayList<>();
    List<TestAbortedException> aborted = new ArrayList<>();
    try {
      List<Future<?>> running = new ArrayList<>();
      cases.forEach(it -> running.add(threads.submit(() -> run(test, it, failures, aborted))));
      for (Future<?> it : running) {
        it.get();
      }
    } catch (Exception e) {
      throw new AssertionError("not all cases have ended: " + e, e);
    } finally {
      threads.shutdownNow();
    }
    if (!failures.isEmpty()) {
      CaseFailed first = failures.get(0);
      failures.stream().skip(1).forEach(first::addSuppressed);
      throw first;
    }
    if (!aborted.isEmpty()) {
      throw aborted.get(0);
    }
  }

  private static Thread thread(Runnable body) {
    Thread thread = new Thread(body, "test-case");
    thread.setDaemon(true); // one that hangs must not keep the JVM
    return thread;
  }

  private static <C> void run(
      ThrowingConsumer<C> test,
      C it,
      List<CaseFailed> failures,
      List<TestAbortedException> aborted) {
    try {
      test.accept(it);
    } catch (TestAbortedException e) { // the others may be judged
      synchronized (aborted) {
        aborted.add(e);
      }
    } catch (Throwable e) { // whatever it is: it belongs to the case
      synchronized (failures) {
        failures.add(new CaseFailed(it, e));
      }
    }
  }

  @Override
  public String toString() {
    return cases.isEmpty()
        ? "none"
        : cases.get(0).witness().name() + ", " + cases.size() + " cases";
  }
}
