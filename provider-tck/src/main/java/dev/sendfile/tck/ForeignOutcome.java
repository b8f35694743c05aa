package dev.sendfile.tck;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sendfile.Sendfile;
import dev.sendfile.TransferException;
import dev.sendfile.TransferListener;
import dev.sendfile.TransferOutcome;
import dev.sendfile.TransferRequest;
import dev.sendfile.TransferResult;
import dev.sendfile.tck.fixture.ThreadKind;
import dev.sendfile.tck.fixture.foreign.Call;
import dev.sendfile.tck.fixture.foreign.Stranger;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * How a transfer with a stranger ended.
 *
 * @param result what it returned; {@code null} if it threw
 * @param thrown what it threw; {@code null} if it returned
 * @param told what listeners were told of its end
 */
record ForeignOutcome(
    @Nullable TransferResult result, @Nullable Throwable thrown, List<TransferOutcome> told) {

  /** Runs a transfer by one call on a thread. */
  static ForeignOutcome of(Sendfile sendfile, TransferRequest request, ThreadKind thread)
      throws Exception {
    return of(sendfile, () -> request, thread, ForeignDriver.TRANSFER);
  }

  /** Runs a transfer as a scenario wants it. */
  static ForeignOutcome of(
      Sendfile sendfile, Callable<TransferRequest> request, ForeignScenario scenario)
      throws Exception {
    return of(sendfile, request, scenario.thread(), scenario.driver());
  }

  private static ForeignOutcome of(
      Sendfile sendfile, Callable<TransferRequest> request, ThreadKind thread, ForeignDriver driver)
      throws Exception {
    List<TransferOutcome> told = new CopyOnWriteArrayList<>();
    return thread.call(
        () ->
            of(
                told,
                () ->
                    driver.drive(
                        sendfile, request.call().listener(TransferListener.onEnd(told::add)))));
  }

  /** Runs a transfer, of whose end nobody is told. */
  static ForeignOutcome of(Callable<TransferResult> transfer) {
    return of(List.of(), transfer);
  }

  private static ForeignOutcome of(List<TransferOutcome> told, Callable<TransferResult> transfer) {
    try {
      return new ForeignOutcome(transfer.call(), null, told);
    } catch (Throwable e) { // whatever it is: it is what is looked at
      return new ForeignOutcome(null, e, told);
    }
  }

  /** Checks what holds of a scenario. */
  void check(byte[] expected, byte[] taken, Stranger stranger, ForeignScenario scenario) {
    if (scenario.mustBeCalled()) {
      assertThat(stranger.thrown()).as("the fault has come").isNotNull();
    }
    boolean ignored = scenario.place().call() == Call.AVAILABLE && thrown == null;
    check(expected, taken, ignored ? null : stranger.thrown());
  }

  /**
   * Checks what holds however it ended.
   *
   * @param expected all that should arrive
   * @param taken what has arrived
   * @param stranger the one that may have thrown
   */
  void check(byte[] expected, byte[] taken, Stranger stranger) {
    check(expected, taken, stranger.thrown());
  }

  private void check(byte[] expected, byte[] taken, @Nullable Throwable cause) {
    assertThat(taken.length).as("taken").isLessThanOrEqualTo(expected.length);
    Bytes.check(taken, Arrays.copyOf(expected, taken.length));
    if (thrown == null) {
      assertThat(cause).as("thrown by the stranger in a transfer that succeeded").isNull();
      assertThat(taken).hasSameSizeAs(expected);
      assertThat(result).isNotNull();
      assertThat(told).as("ends that were told").hasSize(1);
      return;
    }
    assertThat(cause).as("thrown by the stranger; %s", thrown).isNotNull();
    if (cause instanceof Error) {
      assertThat(thrown).as("an error is thrown itself").isSameAs(cause);
    } else {
      assertThat(thrown).isInstanceOf(TransferException.class);
      assertThat(thrown).as("its cause is what the stranger threw").hasCause(cause);
    }
    TransferException account =
        thrown instanceof TransferException it ? it : account(thrown.getSuppressed());
    checkBounds(account, taken);
    // who is refused has not begun
    assertThat(told)
        .as("ends that were told")
        .hasSizeBetween(account.strategy().isEmpty() ? 0 : 1, 1);
  }

  /** Checks that nothing is claimed that is not so. */
  void checkTruth(Object about, byte[] expected, byte[] taken) {
    assertThat(taken.length).as("taken; %s", about).isLessThanOrEqualTo(expected.length);
    Bytes.check(taken, Arrays.copyOf(expected, taken.length));
    if (thrown == null) {
      assertThat(taken).as("success; %s", about).hasSameSizeAs(expected);
    } else {
      assertThat(thrown).as("%s", about).isInstanceOf(TransferException.class);
      checkBounds((TransferException) thrown, taken);
    }
  }

  /** The account that an error has with it. */
  static TransferException account(Throwable[] suppressed) {
    return (TransferException)
        Arrays.stream(suppressed)
            .filter(TransferException.class::isInstance)
            .findFirst()
            .orElseThrow(() -> new AssertionError("no account in the error"));
  }

  static void checkBounds(TransferException account, byte[] taken) {
    assertThat((long) taken.length)
        .as("taken; %s", account.getMessage())
        .isBetween(account.bytesTransferred(), account.bytesTransferredAtMost());
  }
}
