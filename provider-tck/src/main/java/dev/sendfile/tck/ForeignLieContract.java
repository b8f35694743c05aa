package dev.sendfile.tck;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sendfile.TransferException;
import dev.sendfile.TransferRequest;
import dev.sendfile.tck.fixture.ThreadKind;
import dev.sendfile.tck.fixture.foreign.ForeignEnd;
import dev.sendfile.tck.fixture.foreign.Lie;
import dev.sendfile.tck.fixture.foreign.Stranger;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What an end says of itself need not be so. Either all arrives nevertheless, or the transfer ends
 * with an account that is true.
 */
public interface ForeignLieContract extends Foreigns {

  /**
   * Targets that lie.
   *
   * @param it the strategy
   * @param folder for the file
   * @throws Exception if there can be no file
   */
  @ParameterizedTest(allowZeroInvocations = true)
  @MethodSource("foreignSubjects")
  @Keeps(Promise.ALL_IN_ORDER)
  default void aTargetThatLiesIsSentAllOrTheAccountIsTrue(ForeignSubject it, @TempDir Path folder)
      throws Exception {
    Path file = Files.write(folder.resolve("file"), ForeignCase.CONTENT);
    for (ForeignLie told : ForeignLie.all()) {
      Stranger liar = Stranger.taking(null).telling(told.lie());
      TransferRequest request = ForeignCase.around(told.end().to(TransferRequest.from(file), liar));
      ForeignOutcome outcome = ForeignOutcome.of(it.sendfile(), request, told.thread());
      outcome.checkTruth(told, ForeignCase.ALL, liar.taken());
    }
  }

  /**
   * Sources that lie, of which a number of bytes is asked for.
   *
   * @param it the strategy
   * @throws Exception if a thread cannot be had
   */
  @ParameterizedTest(allowZeroInvocations = true)
  @MethodSource("foreignSubjects")
  @Keeps(Promise.ALL_IN_ORDER)
  default void ofASourceThatLiesAllIsSentOrTheAccountIsTrue(ForeignSubject it) throws Exception {
    for (ForeignLie told : ForeignLie.all()) {
      Stranger liar = Stranger.giving(ForeignCase.CONTENT, null).telling(told.lie());
      Stranger target = Stranger.taking(null);
      TransferRequest request =
          ForeignEnd.CHANNEL.to(told.end().from(liar), target).range(0, ForeignCase.CONTENT.length);
      ForeignOutcome outcome = ForeignOutcome.of(it.sendfile(), request, told.thread());
      outcome.checkTruth(told, ForeignCase.CONTENT, target.taken());
    }
  }

  /**
   * A source ends before as much has come as was asked for, whatever it said of its size. Nobody
   * makes up the rest.
   *
   * @param it the strategy
   * @throws Exception if a thread cannot be had
   */
  @ParameterizedTest(allowZeroInvocations = true)
  @MethodSource("foreignSubjects")
  @Keeps(Promise.TELLS_THE_END)
  default void aSourceThatEndsTooEarlyIsNeverCalledComplete(ForeignSubject it) throws Exception {
    int wanted = ForeignCase.CONTENT.length + 5_000;
    for (ForeignEnd end : ForeignEnd.values()) {
      for (ThreadKind thread : ThreadKind.available()) {
        Stranger source = Stranger.giving(ForeignCase.CONTENT, null).telling(Lie.LONG);
        Stranger target = Stranger.taking(null);
        TransferRequest request = ForeignEnd.CHANNEL.to(end.from(source), target).range(0, wanted);
        ForeignOutcome outcome = ForeignOutcome.of(it.sendfile(), request, thread);
        assertThat(outcome.thrown())
            .as("%s, %s", end, thread)
            .isInstanceOf(TransferException.class);
        outcome.checkTruth(end, ForeignCase.CONTENT, target.taken());
      }
    }
  }
}
