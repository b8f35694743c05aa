package dev.sendfile.ffm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sendfile.spi.Plan;
import dev.sendfile.spi.Session;
import dev.sendfile.spi.Step;
import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A duplicate keeps a connection alive that its owner has closed, until it is told. */
class UnblockTest {

  private final ScriptedLinux linux = new ScriptedLinux();

  @TempDir Path folder;
  private Pump pump;

  @BeforeEach
  void connect() throws IOException {
    pump = new Pump();
  }

  @AfterEach
  void disconnect() throws IOException {
    pump.close();
  }

  @Test
  void aConnectionThatWasClosedEndsWhileTheSessionStillHoldsIt() throws Exception {
    try (Session session = pump.session(linux)) {
      CompletableFuture<byte[]> atTheTarget = pump.to.received();
      pump.to.near.close();

      session.unblock();

      assertThat(Connection.await(atTheTarget)).isEmpty();
    }
  }

  @Test
  void aReadInACallIsEnded() throws Exception {
    Session session = pump.session(linux);
    CompletableFuture<Object> ended = Connection.background(() -> untilItThrows(session));
    pump.from.near.close();

    session.unblock();

    assertThat(Connection.await(ended)).isInstanceOf(ClosedChannelException.class);
    session.close();
  }

  /** Never says that the source has ended. */
  private Object untilItThrows(Session session) {
    try {
      Steps steps = new Steps(session, pump.plan);
      Step step;
      do {
        step = steps.one();
      } while (!step.equals(Step.END_OF_SOURCE));
      return null;
    } catch (IOException e) {
      return e;
    }
  }

  /** An orderly end before the reset would be taken for a success. */
  @Test
  void aSenderHearsOfTheEndAsItsReceiverWantedIt() throws Exception {
    Session session = pump.session(linux);
    CompletableFuture<byte[]> atTheSource = pump.from.received();
    pump.from.near.setOption(StandardSocketOptions.SO_LINGER, 0);
    pump.from.near.close();

    session.unblock();
    session.close();

    assertThatThrownBy(() -> Connection.await(atTheSource)).hasStackTraceContaining("reset");
  }

  @Test
  void aStepInACallIsEnded() throws Exception {
    Path file = Files.write(folder.resolve("file"), new byte[8 << 20]);
    Plan plan = Plans.of(file, pump.to.near, 8 << 20);
    NativeSendfile strategy = new NativeSendfile();
    Session session = strategy.open(plan, new TestContext(), new Calls(strategy, linux));
    CompletableFuture<Throwable> ended =
        Connection.background(
            () -> {
              Steps steps = new Steps(session, plan).ofAtMost(4 << 20);
              try {
                while (steps.content() < plan.length()) {
                  steps.one();
                }
                return null;
              } catch (IOException e) {
                return e;
              }
            });
    pump.to.far.read(ByteBuffer.allocate(1)); // it has begun
    pump.to.near.close();

    session.unblock();

    assertThat(Connection.await(ended)).isInstanceOf(IOException.class);
    assertThat(Connection.await(pump.to.received())).hasSizeLessThan(8 << 20);
    session.close();
    Plans.release(plan);
  }

  @Test
  void anOpenConnectionIsLeftAlone() throws Exception {
    try (Session session = pump.session(linux)) {
      session.unblock();
    }
    pump.to.near.write(ByteBuffer.allocate(1));
    assertThat(pump.to.far.read(ByteBuffer.allocate(2))).isEqualTo(1);
    pump.from.far.write(ByteBuffer.allocate(1));
    assertThat(pump.from.near.read(ByteBuffer.allocate(2))).isEqualTo(1);
  }

  @Test
  void aSessionThatHoldsNothingAnyMoreTouchesNoDescriptor() throws Exception {
    Session session = pump.session(linux);
    pump.to.near.close();
    session.close();

    session.unblock(); // the kernel that is asked here would tell of a number that is not ours

    assertThat(linux.made(ScriptedLinux.Call.SHUTDOWN)).isZero();
  }
}
