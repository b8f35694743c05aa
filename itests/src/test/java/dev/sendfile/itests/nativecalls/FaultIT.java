package dev.sendfile.itests.nativecalls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.sendfile.NoStrategyException;
import dev.sendfile.Sendfile;
import dev.sendfile.SendfileBuilder;
import dev.sendfile.TransferException;
import dev.sendfile.TransferResult;
import dev.sendfile.TransferResult.PassedOver;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every error that the kernel may answer a call with is waited for, survived by the next strategy,
 * or told with an exact account. No byte is lost or doubled.
 */
@EnabledOnOs(value = OS.LINUX, disabledReason = "the calls are those of Linux")
@EnabledForJreRange(min = JRE.JAVA_22, disabledReason = "native calls need Java 22")
@Isolated("it stops threads of this JVM again and again")
class FaultIT {

  /**
   * What each strategy makes of each error of its call, and who goes on in its place; a dash where
   * an error cannot be.
   */
  private static final String MEANINGS =
      """
      strategy               | call            | road        | next   | EAGAIN | EINTR | ENOMEM | EINVAL | EXDEV | EOPNOTSUPP | ENOSYS  | EPERM   | EIO     | ENOSPC  | EPIPE   | ECONNRESET
      native-sendfile        | sendfile        | SEND        | nio    | WAIT   | WAIT  | STEP   | ENDS   | -     | ENDS       | PROCESS | PROCESS | FAILURE | -       | FAILURE | FAILURE
      native-splice          | splice          | RECEIVE     | rwloop | WAIT   | WAIT  | STEP   | ENDS   | -     | ENDS       | PROCESS | PROCESS | FAILURE | FAILURE | -       | FAILURE
      native-splice          | splice          | PUMP        | rwloop | WAIT   | WAIT  | STEP   | ENDS   | -     | ENDS       | PROCESS | PROCESS | FAILURE | -       | FAILURE | FAILURE
      native-copy-file-range | copy_file_range | COPY        | nio    | -      | WAIT  | STEP   | ENDS   | ENDS  | ENDS       | PROCESS | PROCESS | FAILURE | FAILURE | -       | -
      native-reflink         | ioctl           | COPY        | nio    | -      | WAIT  | STEP   | ENDS   | ENDS  | ENDS       | PROCESS | PROCESS | FAILURE | FAILURE | -       | -
      native-writev          | sendmsg         | SEND_SMALL  | native-sendfile | WAIT   | WAIT  | STEP   | ENDS   | -     | ENDS       | PROCESS | PROCESS | FAILURE | -       | FAILURE | FAILURE
      native-mapped-writev   | sendmsg         | SEND_MAPPED | mmap   | WAIT   | WAIT  | STEP   | ENDS   | -     | ENDS       | PROCESS | PROCESS | FAILURE | -       | FAILURE | FAILURE
      """;

  /** The same for calls that get descriptors, bound other calls, or look at an end. */
  private static final String AROUND =
      """
      strategy               | call       | road        | next   | error  | when | meaning
      native-sendfile        | fcntl      | SEND        | nio    | EMFILE | 1    | ENDS
      native-sendfile        | fcntl      | SEND        | nio    | EMFILE | 2    | ENDS
      native-sendfile        | getsockopt | SEND        | nio    | EPERM  | 1    | ENDS
      native-sendfile        | setsockopt | SEND        | nio    | EPERM  | 1    | ENDS
      native-sendfile        | setsockopt | SEND        | nio    | EPERM  | 2    | WAIT
      native-splice          | fcntl      | RECEIVE     | rwloop | EMFILE | 1    | ENDS
      native-splice          | fcntl      | RECEIVE     | rwloop | EMFILE | 2    | ENDS
      native-splice          | setsockopt | RECEIVE     | rwloop | EPERM  | 1    | ENDS
      native-splice          | setsockopt | RECEIVE     | rwloop | EPERM  | 2    | WAIT
      native-splice          | fcntl      | PUMP        | rwloop | EMFILE | 2    | ENDS
      native-splice          | poll       | PUMP        | rwloop | ENOMEM | 1    | WAIT
      native-copy-file-range | fcntl      | COPY        | nio    | EMFILE | 1    | ENDS
      native-copy-file-range | fcntl      | COPY        | nio    | EMFILE | 2    | ENDS
      native-reflink         | fcntl      | COPY        | nio    | EMFILE | 2    | ENDS
      native-writev          | fcntl      | SEND_SMALL  | rwloop | EMFILE | 1    | ENDS
      native-writev          | fcntl      | SEND_SMALL  | rwloop | EMFILE | 2    | ENDS
      native-writev          | pread64    | SEND_SMALL  | rwloop | EINTR  | 1    | WAIT
      native-writev          | pread64    | SEND_SMALL  | native-sendfile | EIO    | 1    | FAILURE
      native-mapped-writev   | fcntl      | SEND_MAPPED | mmap   | EMFILE | 1    | ENDS
      native-mapped-writev   | fcntl      | SEND_MAPPED | mmap   | EMFILE | 2    | ENDS
      """;

  /** The first call, one in the middle, and all but the first. */
  private static final List<String> WHEN = List.of("1", "3", "2+");

  /** Where the next one fails too: the JDK goes about some errors itself, and not about others. */
  private static final Set<String> LAST_ONES = Set.of("nio", "rwloop");

  private static final int STEP = 64 << 10;
  private static final int SIZE = 8 * STEP + 4_321;

  @TempDir static Path folder;
  private static XfsDisk disk;

  @AfterAll
  static void unmount() throws Exception {
    if (disk != null) {
      disk.close();
    }
  }

  /**
   * One cell of the table.
   *
   * @param strategy who makes the call
   * @param road on which
   * @param next who goes on in its place
   * @param fault what goes wrong
   * @param meaning what that means
   */
  private record Cell(String strategy, Road road, String next, Fault fault, Meaning meaning) {

    /** Whether the next strategy makes the same call, and fails as well as long as that lasts. */
    boolean fellsTheNextToo() {
      return fault.lasts()
          && (fault.call().equals("sendfile") || fault.call().equals("copy_file_range"));
    }

    /**
     * Whether it comes from reading a connection, which would call the next read its end: the first
     * and the third call take, the second one gives.
     */
    boolean isOfTheSource() {
      return fault.call().equals("splice") && !fault.lasts();
    }

    /** The JDK repeats a call that was interrupted, for ever if need be. */
    boolean neverEnds() {
      return fellsTheNextToo() && fault.error().equals("EINTR");
    }

    @Override
    public String toString() {
      return strategy + ": " + road + ", " + fault;
    }
  }

  static Stream<Cell> cells() {
    Stream<Cell> around =
        rows(AROUND).stream().skip(1).map(row -> cell(row, row.get(6), row.get(4), row.get(5)));
    return Stream.concat(moving(), around);
  }

  private static List<List<String>> rows(String table) {
    return table.lines().map(it -> Arrays.asList(it.split(" *\\| *"))).toList();
  }

  private static Stream<Cell> moving() {
    List<List<String>> rows = rows(MEANINGS);
    List<String> head = rows.get(0);
    return rows.stream()
        .skip(1)
        .flatMap(
            row ->
                WHEN.stream()
                    .filter(when -> mayMakeManyCalls(row.get(1)) || when.equals("1"))
                    .flatMap(
                        when ->
                            head.stream()
                                .skip(4)
                                .filter(error -> !row.get(head.indexOf(error)).equals("-"))
                                .map(
                                    error -> cell(row, row.get(head.indexOf(error)), error, when))))
        .filter(it -> !it.neverEnds());
  }

  private static boolean mayMakeManyCalls(String call) {
    return !call.equals("ioctl") && !call.equals("sendmsg");
  }

  private static Cell cell(List<String> row, String meaning, String error, String when) {
    return new Cell(
        row.get(0),
        Road.valueOf(row.get(2)),
        row.get(3),
        new Fault(row.get(1), error, when),
        Meaning.valueOf(meaning));
  }

  @ParameterizedTest
  @MethodSource("cells")
  void anErrorDoesNotKeepAnyByteFromArriving(Cell it) throws Exception {
    Path folder = folderFor(it);
    Sendfile sendfile = Linked.preferring(it.strategy(), steps(), it.road(), folder);
    try (Trip trip = it.road().open(folder, SIZE)) {
      TracedThread<TransferResult> run =
          TracedThread.faulty(it.fault(), folder, () -> sendfile.transfer(trip.request()));
      assertThat(run.injected()).as("calls that failed").isPositive();
      if (it.meaning() == Meaning.FAILURE && (it.fellsTheNextToo() || it.isOfTheSource())) {
        checkFailure(catchThrowable(run::outcome), it, trip);
        return;
      }
      TransferResult result = run.outcome();
      trip.checkComplete();
      assertThat(result.bytes()).isEqualTo(trip.content().length);
      if (it.meaning() == Meaning.WAIT) {
        assertThat(result.strategy()).isEqualTo(it.strategy());
        assertThat(result.passedOver()).isEmpty();
      } else if (it.meaning() == Meaning.STEP) {
        assertThat(result.strategy()).isEqualTo(it.strategy());
        assertThat(result.passedOver())
            .extracting(PassedOver::reason)
            .singleElement()
            .asString()
            .startsWith("for a while: ")
            .contains(it.fault().error());
      } else {
        assertThat(result.strategy()).isIn(it.fellsTheNextToo() ? LAST_ONES : Set.of(it.next()));
        PassedOver first = result.passedOver().get(0);
        assertThat(first.strategy()).isEqualTo(it.strategy());
        assertThat(first.reason()).contains(it.fault().error());
      }
    }
    checkWhoIsAskedAgain(sendfile, it, folder);
  }

  @ParameterizedTest
  @MethodSource("cells")
  void whoIsForcedWaitsOrTellsTheError(Cell it) throws Exception {
    Path folder = folderFor(it);
    Sendfile sendfile = Linked.forcedTo(it.strategy(), steps(), it.road(), folder);
    try (Trip trip = it.road().open(folder, SIZE)) {
      TracedThread<TransferResult> run =
          TracedThread.faulty(it.fault(), folder, () -> sendfile.transfer(trip.request()));
      assertThat(run.injected()).as("calls that failed").isPositive();
      if (it.meaning() == Meaning.WAIT) {
        assertThat(run.outcome().strategy()).isEqualTo(it.strategy());
        trip.checkComplete();
      } else {
        Throwable failure = catchThrowable(run::outcome);
        checkFailure(failure, it, trip);
        if (it.meaning() != Meaning.FAILURE) {
          assertThat(failure).isInstanceOf(NoStrategyException.class);
        }
      }
    }
    checkWhoIsAskedAgain(sendfile, it, folder);
  }

  private static SendfileBuilder steps() {
    return Sendfile.builder().chunkSize(STEP);
  }

  /** Where files can share blocks, if that is what it is about. */
  private Path folderFor(Cell it) throws Exception {
    if (!it.strategy().equals("native-reflink")) {
      return folder;
    }
    if (disk == null) {
      disk = XfsDisk.mount();
    }
    return disk.folder();
  }

  private static void checkFailure(Throwable thrown, Cell it, Trip trip) throws Exception {
    assertThat(thrown).isInstanceOf(TransferException.class);
    TransferException failure = (TransferException) thrown;
    assertThat(failure).hasMessageContaining(it.fault().error());
    assertThat(failure.getMessage().lines()).hasSizeLessThanOrEqualTo(2);
    trip.checkAccount(failure);
  }

  private void checkWhoIsAskedAgain(Sendfile sendfile, Cell it, Path folder) throws Exception {
    try (Trip trip = it.road().open(folder, SIZE)) {
      List<String> unavailable =
          sendfile.strategies().stream()
              .filter(info -> !info.availability().isAvailable())
              .map(info -> info.name())
              .toList();
      if (it.meaning() == Meaning.PROCESS) {
        assertThat(unavailable).containsExactly(it.strategy());
      } else {
        assertThat(unavailable).isEmpty();
        assertThat(sendfile.transfer(trip.request()).strategy()).isEqualTo(it.strategy());
        trip.checkComplete();
      }
    }
  }
}
