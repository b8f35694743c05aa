package dev.sendfile.tck;

import dev.sendfile.spi.TransferStrategy;
import dev.sendfile.tck.fixture.ThreadKind;
import dev.sendfile.tck.fixture.TlsSockets;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * What every strategy promises, as tests: extend this class, and run it like any other test of
 * JUnit Jupiter.
 */
@ExtendWith(PromiseExtension.class)
@TestInstance(Lifecycle.PER_CLASS)
@Timeout(value = 5, unit = TimeUnit.MINUTES, threadMode = ThreadMode.SEPARATE_THREAD)
public abstract class StrategyContract
    implements NameContract,
        PurityContract,
        EndsContract,
        PartialContract,
        HandOverContract,
        FaultContract,
        StopContract,
        EndContract,
        LeakContract,
        SharingContract,
        ContentContract,
        RangeContract,
        HeaderContract,
        ChangingSourceContract,
        StallContract,
        CloseContract,
        TimeoutContract,
        CancelContract,
        ReceiveContract,
        ReceiveStallContract,
        ReceiveEndsContract,
        PumpContract,
        PumpEndsContract,
        StreamHandOverContract,
        CopyContract,
        ChangingCopyContract,
        ForeignFaultContract,
        ForeignLieContract,
        ForeignCloseContract,
        ForeignMemoryContract,
        TlsContract {

  private final StepSampler sampler = new StepSampler();
  private @Nullable SendClaims sends;
  private @Nullable ReceiveClaims receives;
  private @Nullable PumpClaims pumps;
  private @Nullable CopyClaims copies;
  private @Nullable SSLContext tls;
  private @Nullable Path keys;

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
    return subjects().stream().map(Subject::watch).toList();
  }

  private List<Subject> subjects() {
    return strategies().stream().<Subject>map(it -> () -> new Witness(it, sampler)).toList();
  }

  /**
   * Finds out which routes the strategies claim.
   *
   * @param folder where files are made
   * @throws IOException if there can be no ends of some kind
   */
  @BeforeAll
  @Timeout(value = 5, unit = TimeUnit.MINUTES, threadMode = ThreadMode.SEPARATE_THREAD)
  final void askForClaims(@TempDir Path folder) throws IOException {
    ContentFiles files = new ContentFiles(folder);
    sends = new SendClaims(subjects(), files);
    receives = new ReceiveClaims(subjects(), files);
    pumps = new PumpClaims(subjects());
    copies = new CopyClaims(subjects(), files);
    keys = folder;
  }

  @Override
  public final List<SendCase> sends() {
    return Objects.requireNonNull(sends).paired();
  }

  @Override
  public final List<SendCase> sendsOfPaths() {
    return allSends().stream()
        .filter(it -> it.isFromPath() && it.thread() == ThreadKind.PLATFORM)
        .toList();
  }

  @Override
  public final List<AtOnce<SendCase>> sendsAtOnce() {
    return AtOnce.byStrategy(allSends());
  }

  private List<SendCase> allSends() {
    return Objects.requireNonNull(sends).all();
  }

  @Override
  public final List<ReceiveCase> receives() {
    return Objects.requireNonNull(receives).paired();
  }

  @Override
  public final List<ReceiveCase> receivesOfEachEnd() {
    return allReceives().stream().filter(ReceiveCase::isEachEndOnce).toList();
  }

  @Override
  public final List<AtOnce<ReceiveCase>> receivesAtOnce() {
    return AtOnce.byStrategy(allReceives());
  }

  private List<ReceiveCase> allReceives() {
    return Objects.requireNonNull(receives).all();
  }

  @Override
  public final List<AtOnce<PumpCase>> pumpsAtOnce() {
    return AtOnce.byStrategy(Objects.requireNonNull(pumps).cases());
  }

  @Override
  public final List<CopyCase> copies() {
    return Objects.requireNonNull(copies).cases();
  }

  @Override
  public final List<CopyCase> copiesOfPaths() {
    return copies().stream().filter(CopyCase::isOfPaths).toList();
  }

  @Override
  public final List<ForeignCase> foreigns() {
    return ForeignCase.of(strategies());
  }

  @Override
  public final synchronized SSLContext tls() throws Exception {
    SSLContext made = tls == null ? TlsSockets.context(Objects.requireNonNull(keys)) : tls;
    tls = made;
    return made;
  }

  @Override
  public final List<ForeignSubject> foreignSubjects() {
    return strategies().stream().map(ForeignSubject::new).toList();
  }
}
