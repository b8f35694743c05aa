package dev.sendfile.itests.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.sendfile.NoStrategyException;
import dev.sendfile.Sendfile;
import dev.sendfile.SendfileBuilder;
import dev.sendfile.TransferException;
import dev.sendfile.TransferResult;
import dev.sendfile.TransferResult.PassedOver;
import dev.sendfile.itests.fixture.Providers;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every error that the kernel may answer a call with is waited for, survived by the next strategy,
 * or told with an exact account, as the page says. No byte is lost or doubled.
 */
@EnabledOnOs(value = OS.LINUX, disabledReason = "the calls are those of Linux")
@Isolated("it stops threads of this JVM again and again")
@Tag("own-jvm") // once sendfile to a file was refused, Java 17 does not ask for it again
@ExtendWith(Matrix.class)
class FaultMatrixIT {

  private static final int STEP = 64 << 10;
  private static final int SIZE = 8 * STEP + 4_321;

  private static final Set<String> SAME_CALLS = Set.of("rwloop", "mmap");

  private static final Map<List<?>, Sendfile> SHARED = new HashMap<>();

  @TempDir static Path folder;
  private static XfsDisk disk;

  @AfterAll
  static void unmount() throws Exception {
    if (disk != null) {
      disk.close();
    }
  }

  private static Stream<Cell> all() throws IOException {
    return Page.tables().stream().flatMap(List::stream).filter(Row::isOfHere).flatMap(Row::cells);
  }

  /** Strategies that make the same calls on all JDKs are tried on one. */
  static Stream<Cell> cells() throws IOException {
    boolean second = Boolean.getBoolean("sendfile.second-jdk");
    return all().filter(it -> !(second && SAME_CALLS.contains(it.strategy())));
  }

  /** None that another one would have to be tried after. */
  static Stream<Cell> repeatable() throws IOException {
    return cells().filter(it -> it.meaning() != Meaning.REMEMBERED);
  }

  @Test
  void everyStrategyIsOnThePage() throws Exception {
    assertThat(all().map(Cell::strategy)).containsAll(Providers.strategies());
  }

  @ParameterizedTest
  @MethodSource("cells")
  void anErrorDoesNotKeepAnyByteFromArriving(Cell it) throws Exception {
    if (it.meaning() == Meaning.REMEMBERED) {
      OwnJvm.check(it, folder);
      return;
    }
    Path folder = folderFor(it);
    Sendfile sendfile =
        unspoilt(
            "preferring",
            it,
            () -> Linked.preferring(it.strategy(), it::isDeployed, steps(), it.road(), folder));
    try (Trip trip = it.road().open(folder, SIZE)) {
      TracedThread<TransferResult> run = run(sendfile, it, trip, folder);
      if (it.meaning() == Meaning.SURFACES) {
        checkSurfaces(catchThrowable(run::outcome), it, trip);
      } else {
        TransferResult result = run.outcome();
        trip.checkComplete();
        assertThat(result.bytes()).isEqualTo(trip.content().length);
        checkWhoWentOn(result, it);
      }
    }
    checkWhoIsAskedAgain(sendfile, it, folder);
  }

  @ParameterizedTest
  @MethodSource("repeatable")
  void whoIsForcedWaitsOrTellsTheError(Cell it) throws Exception {
    Path folder = folderFor(it);
    Sendfile sendfile =
        unspoilt(
            "forced to",
            it,
            () -> Linked.forcedTo(it.strategy(), it::isDeployed, steps(), it.road(), folder));
    try (Trip trip = it.road().open(folder, SIZE)) {
      TracedThread<TransferResult> run = run(sendfile, it, whereForced(it), trip, folder);
      switch (it.meaning()) {
        case WAIT, INSIDE -> {
          checkWhoWentOn(run.outcome(), it);
          trip.checkComplete();
        }
        case STEP, ENDS, PROCESS ->
            assertThat(checkFailure(catchThrowable(run::outcome), it, trip))
                .isInstanceOf(NoStrategyException.class);
        case FAILURE, SURFACES ->
            assertThat(checkFailure(catchThrowable(run::outcome), it, trip))
                .isNotInstanceOf(NoStrategyException.class);
        case REMEMBERED -> throw new AssertionError(it + " is tried once");
      }
    }
    checkWhoIsAskedAgain(sendfile, it, folder);
  }

  /**
   * One for all cells of a row but those that make the strategy unavailable: linking takes time.
   */
  private static Sendfile unspoilt(String how, Cell it, Supplier<Sendfile> make) {
    return it.meaning() == Meaning.PROCESS
        ? make.get()
        : SHARED.computeIfAbsent(
            List.of(how, it.strategy(), it.road(), it.next()), key -> make.get());
  }

  private static SendfileBuilder steps() {
    return Sendfile.builder().chunkSize(STEP);
  }

  /** Where files can share blocks, if that is what it is about. */
  private static Path folderFor(Cell it) throws Exception {
    if (!it.strategy().equals("native-reflink")) {
      return folder;
    }
    if (disk == null) {
      disk = XfsDisk.mount();
    }
    return disk.folder();
  }

  /**
   * One that is forced to share blocks asks first whether the two files can: that call comes
   * before.
   */
  private static Fault whereForced(Cell it) {
    Fault fault = it.fault();
    return it.strategy().equals("native-reflink")
        ? new Fault(fault.call(), fault.error(), "1+")
        : fault;
  }

  private static TracedThread<TransferResult> run(
      Sendfile sendfile, Cell it, Trip trip, Path folder) throws Exception {
    return run(sendfile, it, it.fault(), trip, folder);
  }

  private static TracedThread<TransferResult> run(
      Sendfile sendfile, Cell it, Fault fault, Trip trip, Path folder) throws Exception {
    TracedThread<TransferResult> run =
        it.fault().call().equals("mmap")
            ? TracedThread.faultyOn(
                trip.files().get(0), fault, folder, () -> sendfile.transfer(trip.request()))
            : TracedThread.faulty(fault, folder, () -> sendfile.transfer(trip.request()));
    assertThat(run.injected()).as("calls that failed").isPositive();
    return run;
  }

  private static void checkWhoWentOn(TransferResult result, Cell it) {
    switch (it.meaning()) {
      case WAIT, INSIDE -> {
        assertThat(result.strategy()).isEqualTo(it.strategy());
        assertThat(result.passedOver()).isEmpty();
      }
      case STEP -> {
        // of a transfer of one step, or of one whose steps all fail, the next one takes everything
        assertThat(result.strategy())
            .satisfiesAnyOf(
                name -> assertThat(name).isEqualTo(it.strategy()),
                name -> assertThat(name).isIn(it.next()));
        assertThat(result.passedOver())
            .extracting(PassedOver::reason)
            .singleElement()
            .asString()
            .startsWith("for a while: ")
            .contains(it.fault().error());
      }
      default -> {
        assertThat(result.strategy()).isIn(it.next());
        PassedOver first = result.passedOver().get(0);
        assertThat(first.strategy()).isEqualTo(it.strategy());
        if (it.isNative()) {
          assertThat(first.reason()).contains(it.fault().error());
        }
      }
    }
  }

  private static void checkSurfaces(Throwable thrown, Cell it, Trip trip) throws Exception {
    TransferException failure = checkFailure(thrown, it, trip);
    if (it.mayFellTheNext()) {
      assertThat(failure.getCause().getSuppressed()).as("what the next one threw").hasSize(1);
    }
  }

  private static TransferException checkFailure(Throwable thrown, Cell it, Trip trip)
      throws Exception {
    assertThat(thrown).isInstanceOf(TransferException.class);
    TransferException failure = (TransferException) thrown;
    assertThat(failure.getMessage().lines()).hasSizeLessThanOrEqualTo(2);
    assertThat(failure)
        .hasMessageContaining(it.isNative() ? it.fault().error() : failure.getCause().getMessage());
    if (it.endsTheSource()) {
      trip.checkArrived(failure);
    } else {
      trip.checkAccount(failure);
    }
    return failure;
  }

  private static void checkWhoIsAskedAgain(Sendfile sendfile, Cell it, Path folder)
      throws Exception {
    List<String> unavailable =
        sendfile.strategies().stream()
            .filter(info -> !info.availability().isAvailable())
            .map(info -> info.name())
            .toList();
    if (it.meaning() == Meaning.PROCESS) {
      assertThat(unavailable).containsExactly(it.strategy());
      return;
    }
    assertThat(unavailable).isEmpty();
    try (Trip trip = it.road().open(folder, SIZE)) {
      assertThat(sendfile.transfer(trip.request()).strategy()).isEqualTo(it.strategy());
      trip.checkComplete();
    }
  }
}
