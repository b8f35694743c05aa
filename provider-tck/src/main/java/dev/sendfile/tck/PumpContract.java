package dev.sendfile.tck;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sendfile.TransferResult;
import dev.sendfile.TruncatedSourceException;
import dev.sendfile.tck.fixture.Content;
import dev.sendfile.tck.fixture.Feed;
import dev.sendfile.tck.fixture.Line;
import dev.sendfile.tck.fixture.Pause;
import dev.sendfile.tck.fixture.Receiver;
import dev.sendfile.tck.fixture.Task;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Bytes go from one socket to another until the first one ends. */
public interface PumpContract extends Pumps {

  /**
   * Each is passed on before the next one is made.
   *
   * @param cases all of a strategy
   */
  @ParameterizedTest(allowZeroInvocations = true)
  @MethodSource("pumpsAtOnce")
  @Keeps(Promise.ALL_IN_ORDER)
  default void severalWritesArriveEachBeforeTheNextIsMade(AtOnce<PumpCase> cases) {
    byte[] content = Content.bytes(100_000);
    cases.each(
        it -> {
          try (Feed feed = it.source().open();
              Line line = it.target().open();
              Receiver receiver = Receiver.eager(line)) {
            Task<TransferResult> task = it.start(line.to(feed.from()));
            task.meanwhile(
                () -> {
                  int at = 0;
                  for (int size : new int[] {1, 42, 4_053, 60_000, 35_904}) {
                    feed.sendNow(Arrays.copyOfRange(content, at, at + size));
                    at += size;
                    receiver.awaitCount(at);
                  }
                });
            feed.end();
            TransferResult result = task.await();
            assertThat(result.bytes()).isEqualTo(content.length);
            assertThat(result.strategy()).isEqualTo(it.strategy());
            assertThat(result.route())
                .hasToString(it.source().route() + " -> " + it.target().route());
            assertThat(result.passedOver()).isEmpty();
            checkEnds(feed, line);
            line.finish();
            Bytes.check(receiver.awaitEnd(), content);
          }
        });
  }

  /**
   * More than the buffers of a narrow line hold.
   *
   * @param cases all of a strategy
   */
  @ParameterizedTest(allowZeroInvocations = true)
  @MethodSource("pumpsAtOnce")
  @Keeps(Promise.KEEPS_WHAT_IT_TOOK)
  default void aReceiverThatStallsForAWhileGetsAllOfIt(AtOnce<PumpCase> cases) {
    cases.each(
        it -> {
          try (Feed feed = it.source().open();
              Line line = it.target().openNarrow();
              Receiver receiver = Receiver.stallingAfter(line, 1)) {
            Task<TransferResult> task = it.start(line.to(feed.from()));
            Task<@Nullable Void> sender = feed.sendAll(Stalled.CONTENT);
            task.meanwhile(() -> receiver.awaitCount(1));
            Pause.naps(20);
            assertThat(task.isDone()).as("it waits for the receiver").isFalse();
            receiver.release();
            assertThat(task.await().bytes()).isEqualTo(Stalled.SIZE);
            sender.await();
            line.finish();
            Bytes.check(receiver.awaitEnd(), Stalled.CONTENT);
          }
        });
  }

  /**
   * Of a stream that goes on, only what was asked for is taken.
   *
   * @param cases all of a strategy
   */
  @ParameterizedTest(allowZeroInvocations = true)
  @MethodSource("pumpsAtOnce")
  @Keeps(Promise.WITHIN_THE_BATCH)
  default void aKnownLengthIsPassedOnAndTheRestLeftInTheSource(AtOnce<PumpCase> cases) {
    byte[] content = Content.bytes(70_000);
    byte[] behind = Content.bytes(123);
    cases.each(
        it -> {
          for (int length : new int[] {0, 1, 4096, 70_000}) {
            try (Feed feed = it.source().open();
                Line line = it.target().open();
                Receiver receiver = Receiver.eager(line)) {
              byte[] expected = Arrays.copyOf(content, length);
              Task<@Nullable Void> sender = feed.send(Content.join(expected, behind));
              TransferResult result = it.start(line.to(feed.from()).range(0, length)).await();
              assertThat(result.bytes()).isEqualTo(length);
              sender.await();
              Bytes.check(feed.readRest(behind.length), behind);
              line.finish();
              Bytes.check(receiver.awaitEnd(), expected);
            }
          }
        });
  }

  /**
   * What came before it arrives.
   *
   * @param cases all of a strategy
   */
  @ParameterizedTest(allowZeroInvocations = true)
  @MethodSource("pumpsAtOnce")
  @Keeps(Promise.TELLS_THE_END)
  default void anEarlyEndIsATruncation(AtOnce<PumpCase> cases) {
    byte[] content = Content.bytes(10_000);
    cases.each(
        it -> {
          try (Feed feed = it.source().open();
              Line line = it.target().open();
              Receiver receiver = Receiver.eager(line)) {
            Task<TransferResult> task = it.start(line.to(feed.from()).range(0, 10_001));
            task.meanwhile(() -> feed.sendAll(content).await());
            TruncatedSourceException failure = task.awaitFailure(TruncatedSourceException.class);
            assertThat(failure.bytesTransferred()).isEqualTo(10_000);
            assertThat(failure.bytesTransferredAtMost()).isEqualTo(10_000);
            line.finish();
            Bytes.check(receiver.awaitEnd(), content);
          }
        });
  }

  /**
   * However often it is asked.
   *
   * @param cases all of a strategy
   */
  @ParameterizedTest(allowZeroInvocations = true)
  @MethodSource("pumpsAtOnce")
  @Keeps(Promise.TELLS_THE_END)
  default void aSourceThatHasEndedGivesNothing(AtOnce<PumpCase> cases) {
    cases.each(
        it -> {
          try (Feed feed = it.source().open();
              Line line = it.target().open();
              Receiver receiver = Receiver.eager(line)) {
            feed.end();
            for (int i = 0; i < 2; i++) {
              assertThat(it.start(line.to(feed.from())).await().bytes()).isZero();
            }
            checkEnds(feed, line);
            line.finish();
            assertThat(receiver.awaitEnd()).isEmpty();
          }
        });
  }

  private static void checkEnds(Feed feed, Line line) {
    assertThat(feed.isSourceOpen()).as("the source stays open").isTrue();
    assertThat(feed.isModeUnchanged()).as("the source stays in its mode").isTrue();
    assertThat(line.isTargetOpen()).as("the target stays open").isTrue();
    assertThat(line.isModeUnchanged()).as("the target stays in its mode").isTrue();
  }
}
