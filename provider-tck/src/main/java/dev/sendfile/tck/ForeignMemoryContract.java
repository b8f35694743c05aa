package dev.sendfile.tck;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sendfile.TransferRequest;
import dev.sendfile.tck.fixture.foreign.Stranger;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Memory that a stranger has been handed is its own: nobody else's bytes were or will be in it. */
public interface ForeignMemoryContract extends Foreigns {

  /** Transfers one after the other, so that what is pooled would come back. */
  int TRANSFERS = 6;

  /**
   * Each target keeps what it was handed and writes into it before the next transfer and after.
   *
   * @param it the strategy, and what it sends to
   * @param folder for the file
   * @throws Exception if a transfer fails
   */
  @ParameterizedTest(allowZeroInvocations = true)
  @MethodSource("foreigns")
  @Keeps(Promise.SAFE_TO_SHARE)
  default void memoryHandedToATargetIsNotUsedAgain(ForeignCase it, @TempDir Path folder)
      throws Exception {
    Path file = Files.write(folder.resolve("file"), ForeignCase.CONTENT);
    Stranger before = Stranger.taking(null);
    for (int i = 0; i < TRANSFERS; i++) {
      Stranger now = Stranger.taking(null);
      TransferRequest request = ForeignCase.around(it.end().to(TransferRequest.from(file), now));
      ForeignOutcome outcome = ForeignOutcome.of(it.sendfile(), request, it.thread());
      outcome.check(ForeignCase.ALL, now.taken(), now);
      assertThat(now.sharesMemoryWith(before)).as("handed to both").isFalse();
      now.scribble();
      before = now;
    }
    assertThat(Files.readAllBytes(file)).as("the file").isEqualTo(ForeignCase.CONTENT);
  }

  /**
   * Each source looks at what it was handed, and writes into it once the bytes are under way.
   *
   * @param it the strategy, and what it receives from
   * @throws Exception if a transfer fails
   */
  @ParameterizedTest(allowZeroInvocations = true)
  @MethodSource("foreigns")
  @Keeps(Promise.SAFE_TO_SHARE)
  default void memoryHandedToASourceHoldsNothingOfOthers(ForeignCase it) throws Exception {
    Stranger before = Stranger.giving(ForeignCase.CONTENT, null);
    for (int i = 0; i < TRANSFERS; i++) {
      Stranger now = Stranger.giving(ForeignCase.CONTENT, null);
      Stranger target = Stranger.taking(null);
      TransferRequest request = it.end().to(it.end().from(now), target);
      ForeignOutcome outcome = ForeignOutcome.of(it.sendfile(), request, it.thread());
      outcome.check(ForeignCase.CONTENT, target.taken(), now);
      assertThat(now.sharesMemoryWith(before)).as("handed to both").isFalse();
      assertThat(now.sawBytesOfOthers()).as("what it was handed was not empty").isFalse();
      now.scribble();
      before = now;
    }
  }
}
