package dev.sendfile.tck;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sendfile.Sendfile;
import dev.sendfile.TransferException;
import dev.sendfile.TransferRequest;
import dev.sendfile.TransferResult;
import dev.sendfile.TransferTimeoutException;
import dev.sendfile.tck.fixture.Content;
import dev.sendfile.tck.fixture.Feed;
import dev.sendfile.tck.fixture.Line;
import dev.sendfile.tck.fixture.Pause;
import dev.sendfile.tck.fixture.Receiver;
import dev.sendfile.tck.fixture.Task;
import dev.sendfile.tck.fixture.ThreadKind;
import dev.sendfile.tck.fixture.Timing;
import java.io.Closeable;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Passing on works in both directions at once, and either socket ends it, with an account. */
public interface PumpEndsContract extends Pumps {

  /**
   * Two transfers share two sockets.
   *
   * @param cases all of a strategy
   */
  @ParameterizedTest(allowZeroInvocations = true)
  @MethodSource("pumpsAtOnce")
  @Keeps(Promise.SAFE_TO_SHARE)
  default void bothDirectionsAtOnceCarryEachItsOwn(AtOnce<PumpCase> cases) {
    byte[] there = Content.bytes(1_000_003);
    byte[] back = Content.bytes(900_001);
    cases.each(
        it -> {
          try (Feed feed = it.source().open();
              Line line = it.target().open()) {
            SocketChannel near = feed.source(SocketChannel.class);
            SocketChannel onward = line.target(SocketChannel.class);
            SocketChannel client = (SocketChannel) feed.far();
            SocketChannel server = (SocketChannel) line.far();
            Task<TransferResult> forth = it.start(TransferRequest.from(near).to(onward));
            Task<TransferResult> home = it.start(TransferRequest.from(onward).to(near));
            Task<byte[]> atServer = answering(server, there.length, back);
            Task<byte[]> atClient = answering(client, back.length, there);
            Bytes.check(atServer.await(), there);
            Bytes.check(atClient.await(), back);
            client.shutdownOutput();
            assertThat(forth.await().bytes()).isEqualTo(there.length);
            server.shutdownOutput();
            assertThat(home.await().bytes()).isEqualTo(back.length);
          }
        });
  }

  /** Sends on one thread while another reads some bytes. */
  private static Task<byte[]> answering(SocketChannel channel, int expect, byte[] answer) {
    Task<Boolean> sender =
        ThreadKind.PLATFORM.start(
            () -> {
              for (ByteBuffer all = ByteBuffer.wrap(answer); all.hasRemaining(); ) {
                channel.write(all);
              }
              return true;
            });
    return ThreadKind.PLATFORM.start(
        () -> {
          byte[] arrived = new byte[expect];
          ByteBuffer all = ByteBuffer.wrap(arrived);
          while (all.hasRemaining() && channel.read(all) >= 0) {
            assertThat(all.position()).isPositive();
          }
          sender.await();
          return Arrays.copyOf(arrived, all.position());
        });
  }

  /**
   * Nothing comes from it.
   *
   * @param cases all of a strategy
   */
  @ParameterizedTest(allowZeroInvocations = true)
  @MethodSource("pumpsAtOnce")
  @Keeps(Promise.CLOSE_ENDS_IT)
  default void closingAnIdleSourceEndsItWithAnAccount(AtOnce<PumpCase> cases) {
    cases.each(it -> checkClose(it, true));
  }

  /**
   * Nothing goes to it.
   *
   * @param cases all of a strategy
   */
  @ParameterizedTest(allowZeroInvocations = true)
  @MethodSource("pumpsAtOnce")
  @Keeps(Promise.CLOSE_ENDS_IT)
  default void closingAnIdleTargetEndsItWithAnAccount(AtOnce<PumpCase> cases) {
    cases.each(it -> checkClose(it, false));
  }

  private static void checkClose(PumpCase it, boolean source) throws Exception {
    byte[] content = Content.bytes(10_001);
    try (Feed feed = it.source().open();
        Line line = it.target().open();
        Receiver receiver = Receiver.eager(line)) {
      Task<TransferResult> task = it.start(line.to(feed.from()));
      task.meanwhile(
          () -> {
            feed.sendNow(content);
            receiver.awaitCount(content.length);
          });
      Pause.naps(20);
      Closeable end = source ? feed::closeSource : line::closeTarget;
      TransferException failure = ended(task, end);
      assertThat(failure).hasMessageContaining(source ? "source" : "target");
      assertThat(failure.bytesTransferred()).isEqualTo(content.length);
      assertThat(failure.bytesTransferredAtMost()).isEqualTo(content.length);
      assertThat(failure.strategy()).hasValue(it.strategy());
    }
  }

  private static TransferException ended(Task<TransferResult> task, Closeable end)
      throws Exception {
    long closedAt = System.nanoTime();
    end.close();
    TransferException failure = task.awaitFailure(TransferException.class);
    Timing.check(task.since(closedAt), Stalled.SOON);
    return failure;
  }

  /**
   * What was taken and not accepted comes back with the exception, and the rest is in the source.
   *
   * @param cases all of a strategy
   */
  @ParameterizedTest(allowZeroInvocations = true)
  @MethodSource("pumpsAtOnce")
  @Keeps(Promise.KEEPS_WHAT_IT_TOOK)
  default void closingAFullTargetEndsItWithAnAccount(AtOnce<PumpCase> cases) {
    cases.each(
        it -> {
          try (Feed feed = it.source().open();
              Line line = it.target().openNarrow();
              Receiver receiver = Receiver.stallingAfter(line, 1)) {
            Task<TransferResult> task = it.start(line.to(feed.from()));
            Task<@Nullable Void> sender = feed.send(Stalled.CONTENT);
            task.meanwhile(() -> receiver.awaitCount(1));
            Pause.naps(20);
            TransferException failure = ended(task, line::closeTarget);
            byte[] received = receiver.awaitEnd();
            assertThat((long) received.length)
                .isBetween(failure.bytesTransferred(), failure.bytesTransferredAtMost());
            byte[] back = new byte[failure.undelivered().remaining()];
            failure.undelivered().get(back);
            byte[] rest = feed.readRest(Stalled.SIZE - received.length - back.length);
            Bytes.check(Content.join(received, back, rest), Stalled.CONTENT);
            sender.await();
          }
        });
  }

  /**
   * No byte comes.
   *
   * @param cases all of a strategy
   */
  @ParameterizedTest(allowZeroInvocations = true)
  @MethodSource("pumpsAtOnce")
  @Keeps(Promise.CLOSE_ENDS_IT)
  default void theReadTimeoutEndsItAndNamesTheEnd(AtOnce<PumpCase> cases) {
    cases.each(
        it -> {
          try (Feed feed = it.source().open();
              Line line = it.target().openNarrow();
              Receiver receiver = Receiver.stallingAfter(line, 1)) {
            feed.sendNow(new byte[1]);
            Sendfile impatient = it.sendfile().withReadTimeout(Duration.ofMillis(300));
            TransferTimeoutException failure = timeOut(it, impatient, line.to(feed.from()));
            receiver.awaitCount(1);
            assertThat(failure).hasMessageContainingAll("source", "gave no byte for 0.3s");
            assertThat(failure.bytesTransferred()).isOne();
          }
        });
  }

  /**
   * No byte is taken.
   *
   * @param cases all of a strategy
   */
  @ParameterizedTest(allowZeroInvocations = true)
  @MethodSource("pumpsAtOnce")
  @Keeps(Promise.CLOSE_ENDS_IT)
  default void theWriteTimeoutEndsItAndNamesTheEnd(AtOnce<PumpCase> cases) {
    cases.each(
        it -> {
          try (Feed feed = it.source().open();
              Line line = it.target().openNarrow();
              Receiver receiver = Receiver.stalled(line)) {
            feed.send(Stalled.CONTENT);
            Sendfile impatient = it.sendfile().withWriteTimeout(Duration.ofMillis(300));
            TransferTimeoutException failure = timeOut(it, impatient, line.to(feed.from()));
            assertThat(failure).hasMessageContainingAll("target", "took no byte for 0.3s");
            line.closeTarget();
            assertThat((long) receiver.awaitEnd().length)
                .isBetween(failure.bytesTransferred(), failure.bytesTransferredAtMost());
          }
        });
  }

  private static TransferTimeoutException timeOut(
      PumpCase it, Sendfile impatient, TransferRequest request) {
    return it.thread()
        .start(() -> impatient.transfer(request))
        .awaitFailure(TransferTimeoutException.class);
  }
}
