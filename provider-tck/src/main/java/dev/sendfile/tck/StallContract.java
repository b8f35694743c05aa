package dev.sendfile.tck;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sendfile.TransferException;
import dev.sendfile.TransferResult;
import dev.sendfile.tck.fixture.Line;
import dev.sendfile.tck.fixture.Receiver;
import dev.sendfile.tck.fixture.SourceKind;
import dev.sendfile.tck.fixture.Task;
import dev.sendfile.tck.fixture.ThreadKind;
import java.io.IOException;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.Arrays;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A receiver that stalls costs nothing but time, and one that hangs up ends the transfer with an
 * account.
 */
public interface StallContract extends Sends {

  /**
   * A full target is waited for, and not asked again and again.
   *
   * @param cases all of a strategy
   */
  @ParameterizedTest(allowZeroInvocations = true)
  @MethodSource("sendsAtOnce")
  @Keeps(Promise.NEVER_SPINS)
  default void aStallUsesNoProcessorAndAllArrivesAfterIt(AtOnce<SendCase> cases) {
    cases
        .where(SendCase::isFromPath)
        .each(
            it -> {
              try (Stalled stalled = Stalled.of(it)) {
                Task<TransferResult> task = stalled.start();
                if (it.thread() == ThreadKind.PLATFORM) {
                  CpuTime.checkIdle(task.thread());
                }
                stalled.checkGoesOn(task);
              }
            });
  }

  /**
   * The JDK leaves the descriptor of such a channel non-blocking for ever, although the channel
   * says otherwise.
   *
   * @param cases all of a strategy
   */
  @ParameterizedTest(allowZeroInvocations = true)
  @MethodSource("sendsAtOnce")
  @Keeps(Promise.NEVER_SPINS)
  @EnabledForJreRange(min = JRE.JAVA_21)
  default void aChannelOnceUsedOnAVirtualThreadDoesNotSpinOnAPlatformThread(
      AtOnce<SendCase> cases) {
    cases
        .where(it -> it.isFromPath() && it.thread() == ThreadKind.PLATFORM)
        .where(it -> it.target().isSocketChannel() && it.target().isBlocking())
        .each(
            it -> {
              try (Stalled stalled = Stalled.of(it)) {
                Object target = stalled.line().target();
                SocketChannel channel =
                    target instanceof Socket socket ? socket.getChannel() : (SocketChannel) target;
                ThreadKind.VIRTUAL.call(() -> channel.write(ByteBuffer.allocate(0)));
                assertThat(channel.isBlocking()).isTrue();
                Task<TransferResult> task = stalled.start();
                CpuTime.checkIdle(task.thread());
                stalled.checkGoesOn(task);
              }
            });
  }

  /**
   * A peer that is gone is a fault of the connection, which the user sees as such.
   *
   * @param cases all of a strategy
   */
  @ParameterizedTest(allowZeroInvocations = true)
  @MethodSource("sendsAtOnce")
  @Keeps(Promise.FAULTS_SURFACE)
  default void aReceiverThatHangsUpEndsTheTransferWithAnAccount(AtOnce<SendCase> cases) {
    cases.each(
        it -> {
          try (Line line = it.target().openNarrow();
              SourceKind.Opened opened = it.source().open(it.files().shared(Stalled.SIZE));
              Receiver receiver = Receiver.hangingUp(line, 100_000)) {
            TransferException failure =
                it.start(it.request(opened, line)).awaitFailure(TransferException.class);
            byte[] received = receiver.awaitEnd();
            assertThat(failure.getClass()).isEqualTo(TransferException.class);
            assertThat(failure.getCause()).isInstanceOf(IOException.class);
            assertThat(failure.strategy()).hasValue(it.strategy());
            assertThat(failure.bytesTransferredAtMost())
                .as("accepted, of which the peer saw a part")
                .isBetween((long) received.length, Stalled.SIZE - 1L);
            Bytes.check(received, Arrays.copyOf(Stalled.CONTENT, received.length));
            assertThat(opened.isUntouched()).as("the source channel is untouched").isTrue();
          }
        });
  }
}
