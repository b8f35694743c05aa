package dev.sendfile.tck;

import dev.sendfile.spi.TransferStrategy;
import dev.sendfile.tck.fixture.SourceKind;
import dev.sendfile.tck.fixture.ThreadKind;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * What every strategy promises, as tests: extend this class, and run it like any other test of
 * JUnit Jupiter.
 */
@ExtendWith(PromiseExtension.class)
@TestInstance(Lifecycle.PER_CLASS)
@Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = ThreadMode.SEPARATE_THREAD)
public abstract class StrategyContract
    implements NameContract,
        PurityContract,
        EndsContract,
        PartialContract,
        HandOverContract,
        FaultContract,
        StopContract,
        EndContract,
        LeakContract {

  private final StepSampler sampler = new StepSampler();
  private @Nullable Claims claims;

  /** For those who extend it. */
  protected StrategyContract() {}

  /**
   * Returns the strategies under test.
   *
   * @return those that are found as services; what this Java cannot load is left out
   */
  protected List<TransferStrategy> strategies() {
    List<TransferStrategy> found = new ArrayList<>();
    Iterator<TransferStrategy> services = ServiceLoader.load(TransferStrategy.class).iterator();
    boolean more = true;
    while (more) {
      try {
        more = services.hasNext();
        if (more) {
          found.add(services.next());
        }
      } catch (LinkageError | ServiceConfigurationError e) {
        // the next one may do
      }
    }
    return found;
  }

  /**
   * Returns a witness for each strategy.
   *
   * @return new ones at each call
   */
  @Override
  public final List<Witness> witnesses() {
    return strategies().stream().map(it -> new Witness(it, sampler)).toList();
  }

  private synchronized List<SendCase> sends(Predicate<SendCase> condition) {
    Claims asked = claims;
    if (asked == null) {
      asked = new Claims(strategies());
      claims = asked;
    }
    return asked.sends().stream().filter(condition).toList();
  }

  @Override
  public final List<SendCase> sends() {
    return sends(it -> true);
  }

  @Override
  public final List<SendCase> sendsOfPaths() {
    return sends(it -> it.source() == SourceKind.PATH && it.thread() == ThreadKind.PLATFORM);
  }
}
