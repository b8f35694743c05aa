package dev.sendfile.tck;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sendfile.Sendfile;
import dev.sendfile.Transfer;
import dev.sendfile.TransferCancelledException;
import dev.sendfile.TransferException;
import dev.sendfile.TransferRequest;
import dev.sendfile.TransferTimeoutException;
import dev.sendfile.tck.fixture.Pause;
import dev.sendfile.tck.fixture.Task;
import dev.sendfile.tck.fixture.foreign.ForeignEnd;
import dev.sendfile.tck.fixture.foreign.Stranger;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Objects;

/**
 * A transfer that stalls.
 *
 * @param closing how it shall end
 * @param stranger what it is blocked on
 * @param innocent the target of what a stranger gives
 * @param transfer the transfer
 * @param task its end
 */
record ForeignStall(
    ForeignClosing closing,
    Stranger stranger,
    Stranger innocent,
    Transfer transfer,
    Task<ForeignOutcome> task) {

  private static final Duration TIMEOUT = Duration.ofMillis(100);

  static ForeignStall start(ForeignClosing closing, Sendfile sendfile, Path file) throws Exception {
    Stranger stranger = closing.stranger();
    Stranger innocent = Stranger.taking(null);
    TransferRequest request =
        closing.reads()
            ? ForeignEnd.CHANNEL.to(closing.end().from(stranger), innocent)
            : closing.end().to(TransferRequest.from(file), stranger);
    Sendfile timed =
        closing.cancelled()
            ? sendfile
            : sendfile.withReadTimeout(TIMEOUT).withWriteTimeout(TIMEOUT);
    Transfer transfer = timed.open(request);
    Task<ForeignOutcome> task = closing.thread().start(() -> ForeignOutcome.of(transfer::run));
    return new ForeignStall(closing, stranger, innocent, transfer, task);
  }

  /** A cancel that comes while nothing is blocked closes nothing. */
  void cancelOnceStalled() {
    if (closing.cancelled()) {
      assertThat(Pause.until(stranger::isStalled)).as("it waits; %s", closing).isTrue();
      transfer.cancel();
    }
  }

  void check() throws Exception {
    Throwable ended = task.await().thrown();
    if (ended instanceof Error) {
      assertThat(ended).as("%s", closing).isSameAs(stranger.thrown());
      ended = ForeignOutcome.account(ended.getSuppressed());
    }
    assertThat(ended)
        .as("%s", closing)
        .isInstanceOf(
            closing.cancelled()
                ? TransferCancelledException.class
                : TransferTimeoutException.class);
    byte[] taken = closing.reads() ? innocent.taken() : stranger.taken();
    Bytes.check(taken, Arrays.copyOf(ForeignCase.CONTENT, taken.length));
    ForeignOutcome.checkBounds((TransferException) Objects.requireNonNull(ended), taken);
  }
}
