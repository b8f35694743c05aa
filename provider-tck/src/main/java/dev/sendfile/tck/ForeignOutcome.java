package dev.sendfile.tck;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sendfile.Sendfile;
import dev.sendfile.TransferException;
import dev.sendfile.TransferListener;
import dev.sendfile.TransferOutcome;
import dev.sendfile.TransferRequest;
import dev.sendfile.TransferResult;
import dev.sendfile.tck.fixture.ThreadKind;
import dev.sendfile.tck.fixture.foreign.Stranger;
import java.util.Arrays;
import java.util.List;
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

  static ForeignOutcome of(Sendfile sendfile, TransferRequest request, ThreadKind thread)
      throws Exception {
    List<TransferOutcome> told = new CopyOnWriteArrayList<>();
    TransferRequest heard = request.listener(TransferListener.onEnd(told::add));
    return thread.call(
        () -> {
          try {
            return new ForeignOutcome(sendfile.transfer(heard), null, told);
          } catch (Throwable e) { // whatever it is: it is what is looked at
            return new ForeignOutcome(null, e, told);
          }
        });
  }

  /**
   * Checks what holds however it ended.
   *
   * @param expected all that should arrive
   * @param taken what has arrived
   * @param stranger the one that may have thrown
   */
  void check(byte[] expected, byte[] taken, Stranger stranger) {
    assertThat(taken.length).as("taken").isLessThanOrEqualTo(expected.length);
    Bytes.check(taken, Arrays.copyOf(expected, taken.length));
    assertThat(told).as("ends that were told").hasSize(1);
    Throwable cause = stranger.thrown();
    if (thrown == null) {
      assertThat(cause).as("thrown by the stranger in a transfer that succeeded").isNull();
      assertThat(taken).hasSameSizeAs(expected);
      assertThat(result).isNotNull();
    } else if (cause instanceof Error) {
      assertThat(thrown).as("an error is thrown itself").isSameAs(cause);
      checkBounds(account(thrown.getSuppressed()), taken);
    } else {
      assertThat(thrown).isInstanceOf(TransferException.class);
      assertThat(thrown).as("its cause is what the stranger threw").hasCause(cause);
      checkBounds((TransferException) thrown, taken);
    }
  }

  private static TransferException account(Throwable[] suppressed) {
    return (TransferException)
        Arrays.stream(suppressed)
            .filter(TransferException.class::isInstance)
            .findFirst()
            .orElseThrow(() -> new AssertionError("no account in the error"));
  }

  private static void checkBounds(TransferException account, byte[] taken) {
    assertThat((long) taken.length)
        .as("taken; %s", account.getMessage())
        .isBetween(account.bytesTransferred(), account.bytesTransferredAtMost());
  }
}
