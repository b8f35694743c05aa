package dev.sendfile.tck;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sendfile.TransferRequest;
import dev.sendfile.tck.fixture.Resources;
import dev.sendfile.tck.fixture.foreign.Fault;
import dev.sendfile.tck.fixture.foreign.ForeignEnd;
import dev.sendfile.tck.fixture.foreign.Stranger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.function.ThrowingConsumer;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What a foreign end throws, whatever it is and wherever, ends the transfer with an account: the
 * end may have taken a part, so nobody goes on with it, and no wrong byte passes for a success.
 */
public interface ForeignFaultContract extends Foreigns {

  /**
   * A target throws when it is flushed first, in the header, the content or the trailer.
   *
   * @param it the strategy, and what it sends to
   * @param folder for the file
   * @throws Exception if there can be no file
   */
  @ParameterizedTest(allowZeroInvocations = true)
  @MethodSource("foreigns")
  @Keeps(Promise.NOTHING_MOVED_UNTOLD)
  default void whatATargetThrowsEndsTheTransferWithAnAccount(ForeignCase it, @TempDir Path folder)
      throws Exception {
    Path file = Files.write(folder.resolve("file"), ForeignCase.CONTENT);
    each(
        it.targetFaults(),
        fault -> {
          Stranger stranger = Stranger.taking(fault);
          TransferRequest request =
              ForeignCase.around(it.end().to(TransferRequest.from(file), stranger));
          ForeignOutcome outcome = ForeignOutcome.of(it.sendfile(), request, it.thread());
          assertThat(stranger.thrown()).as("the fault has come").isNotNull();
          outcome.check(ForeignCase.ALL, stranger.taken(), stranger);
        });
  }

  /**
   * A source throws at its first, a middle or its last byte, into a file.
   *
   * @param it the strategy, and what it receives from
   * @param folder for the file
   * @throws Exception if there can be no file
   */
  @ParameterizedTest(allowZeroInvocations = true)
  @MethodSource("foreigns")
  @Keeps(Promise.FAULTS_SURFACE)
  default void whatASourceThrowsEndsTheReceiveWithAnAccount(ForeignCase it, @TempDir Path folder)
      throws Exception {
    Path file = folder.resolve("received");
    each(
        it.sourceFaults(),
        fault -> {
          Stranger stranger = Stranger.giving(ForeignCase.CONTENT, fault);
          Files.deleteIfExists(file);
          TransferRequest request = it.end().from(stranger).to(file);
          ForeignOutcome outcome = ForeignOutcome.of(it.sendfile(), request, it.thread());
          byte[] taken = Files.exists(file) ? Files.readAllBytes(file) : new byte[0];
          assertThat(stranger.thrown()).as("the fault has come").isNotNull();
          outcome.check(ForeignCase.CONTENT, taken, stranger);
        });
  }

  /**
   * A source throws on the way to another stranger, which does nothing wrong.
   *
   * @param it the strategy, and what it pumps from
   */
  @ParameterizedTest(allowZeroInvocations = true)
  @MethodSource("foreigns")
  @Keeps(Promise.FAULTS_SURFACE)
  default void whatASourceThrowsEndsThePumpWithAnAccount(ForeignCase it) {
    each(
        it.sourceFaults(),
        fault -> {
          Stranger stranger = Stranger.giving(ForeignCase.CONTENT, fault);
          Stranger innocent = Stranger.taking(null);
          TransferRequest request =
              ForeignCase.around(ForeignEnd.CHANNEL.to(it.end().from(stranger), innocent));
          ForeignOutcome outcome = ForeignOutcome.of(it.sendfile(), request, it.thread());
          assertThat(stranger.thrown()).as("the fault has come").isNotNull();
          outcome.check(ForeignCase.ALL, innocent.taken(), stranger);
        });
  }

  /** Tries all, names each that fails, and looks for what is left of them. */
  private static void each(List<Fault> faults, ThrowingConsumer<Fault> check) {
    List<Throwable> failures = new ArrayList<>();
    StringBuilder text = new StringBuilder();
    Resources before = null;
    for (Fault fault : faults) {
      try {
        check.accept(fault);
      } catch (Throwable e) { // whatever it is: it belongs to the fault
        text.append("\n").append(fault).append(": ").append(e);
        failures.add(e);
      }
      before = before == null ? Resources.now() : before; // what the first one loads stays
    }
    if (!failures.isEmpty()) {
      throw new AssertionError(failures.size() + " of " + faults.size() + text, failures.get(0));
    }
    if (before != null) {
      before.awaitReturn();
    }
  }
}
