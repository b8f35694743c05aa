package dev.sendfile.itests.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.sendfile.Sendfile;
import dev.sendfile.TransferResult;
import dev.sendfile.TransferTimeoutException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A file system may answer that nothing can be written now, which the JDK tells as a count of 0.
 */
@EnabledOnOs(value = OS.LINUX, disabledReason = "the calls are those of Linux")
@Isolated("it stops threads of this JVM")
class StubbornFileIT {

  private static final int SIZE = 200_000;

  /** With pauses from 1 to 50 ms, and two calls between them, some 30 in half a second. */
  private static final int SOME = 60;

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"rwloop", "mmap"})
  void aFileThatTakesNothingIsWaitedForAndGivenUpAfterTheTimeout(String strategy) throws Exception {
    Fault fault = new Fault("pwrite64", "EAGAIN", "1+");
    Sendfile sendfile =
        Linked.forcedTo(
            strategy,
            name -> true,
            Sendfile.builder().writeTimeout(Duration.ofMillis(500)),
            Road.COPY,
            folder);
    try (Trip trip = Road.COPY.open(folder, SIZE)) {
      TracedThread<TransferResult> run =
          TracedThread.faulty(fault, folder, () -> sendfile.transfer(trip.request()));

      assertThat(catchThrowable(run::outcome)).isInstanceOf(TransferTimeoutException.class);
      assertThat(run.injected()).isBetween(2L, (long) SOME);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"rwloop", "mmap"})
  void aFileThatTakesNothingForAWhileGetsAll(String strategy) throws Exception {
    Fault fault = new Fault("pwrite64", "EAGAIN", "1..6");
    Sendfile sendfile =
        Linked.forcedTo(strategy, name -> true, Sendfile.builder(), Road.COPY, folder);
    try (Trip trip = Road.COPY.open(folder, SIZE)) {
      TracedThread<TransferResult> run =
          TracedThread.faulty(fault, folder, () -> sendfile.transfer(trip.request()));

      assertThat(run.outcome().strategy()).isEqualTo(strategy);
      assertThat(run.injected()).isEqualTo(6);
      trip.checkComplete();
    }
  }
}
