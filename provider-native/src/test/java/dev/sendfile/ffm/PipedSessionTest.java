package dev.sendfile.ffm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sendfile.ffm.ScriptedLinux.Call;
import dev.sendfile.spi.Plan;
import dev.sendfile.spi.Scope;
import dev.sendfile.spi.Step;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is in the pipe was taken from the source: it is handed back, to the byte. */
class PipedSessionTest {

  private final ScriptedLinux linux = new ScriptedLinux();

  @TempDir Path folder;

  /** Steps until bytes are in the pipe that the target has refused. */
  private static Steps untilDetained(Rig rig) throws IOException {
    Steps steps = new Steps(rig.session, rig.plan);
    while (rig.session.detained() == 0) {
      try {
        steps.one();
      } catch (SystemCallException e) {
        assertThat(e).hasMessageContaining("splice");
      }
    }
    return steps;
  }

  private static byte[] surrendered(Rig rig, int atOnce) throws IOException {
    ByteBuffer all = ByteBuffer.allocate((int) rig.session.detained());
    while (rig.session.detained() > 0) {
      ByteBuffer some = ByteBuffer.allocate(atOnce);
      int n = rig.session.surrender(some);
      assertThat(n).isPositive().isEqualTo(some.position());
      all.put(some.flip());
    }
    return all.array();
  }

  @ParameterizedTest
  @EnumSource(
      value = Errno.class,
      names = {"EAGAIN", "EINTR", "EINVAL", "ENOSYS", "EIO", "EPIPE", "ENOSPC"})
  void handsBackExactlyWhatTheTargetDidNotTake(Errno error) throws Exception {
    linux.failing(Call.SPLICE_OUT_OF_OWN_PIPE, 3, error);
    try (Rig rig = new Rig(Rig.Kind.PIPED_TO_FILE, linux, folder)) {
      Steps steps = untilDetained(rig);
      int from = (int) steps.content();

      byte[] back = surrendered(rig, 1000);

      assertThat(back)
          .isNotEmpty()
          .isEqualTo(Arrays.copyOfRange(rig.content, from, from + back.length));
      assertThat(rig.session.surrender(ByteBuffer.allocate(10))).isZero();
      rig.session.close();
      assertThat(rig.arrived()).isEqualTo(Arrays.copyOf(rig.content, from));
    }
    assertThat(linux.open()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 4096, 1 << 20})
  void goesOnBehindWhatWasHandedBack(int atOnce) throws Exception {
    linux.failing(Call.SPLICE_OUT_OF_OWN_PIPE, 1, Errno.ENOMEM);
    try (Rig rig = new Rig(Rig.Kind.PIPED_TO_FILE, linux, folder)) {
      Steps steps = untilDetained(rig);
      byte[] back = surrendered(rig, atOnce);

      // which an engine writes itself; here only the rest arrives
      steps.ofAtMost(100);
      Step next = steps.one();
      while (next instanceof Step.WouldBlock) {
        next = steps.one();
      }
      rig.session.close();

      int n = (int) steps.content();
      assertThat(rig.arrived())
          .isEqualTo(Arrays.copyOfRange(rig.content, back.length, back.length + n));
    }
  }

  @Test
  void aPipeThatIsEmptyServesTheNextTransfer() throws Exception {
    try (Rig rig = new Rig(Rig.Kind.PIPED_TO_FILE, linux, folder)) {
      new Steps(rig.session, rig.plan).toTheEnd();
      rig.session.close();

      rig.splice.open(rig.plan, rig.context, rig.calls).close();
      assertThat(linux.made(Call.PIPE)).isEqualTo(1);
    }
  }

  @Test
  void aPipeThatIsNotEmptyServesNobodyElse() throws Exception {
    linux.failing(Call.SPLICE_OUT_OF_OWN_PIPE, 1, Errno.EIO);
    try (Rig rig = new Rig(Rig.Kind.PIPED_TO_FILE, linux, folder)) {
      untilDetained(rig);
      rig.session.close();

      assertThat(linux.open()).isEmpty();
    }
  }

  @Test
  void whatCannotBeReadBackFailsAndStaysDetained() throws Exception {
    linux.failing(Call.SPLICE_OUT_OF_OWN_PIPE, 1, Errno.EINVAL).failing(Call.READ, 1, Errno.EIO);
    try (Rig rig = new Rig(Rig.Kind.PIPED_TO_FILE, linux, folder)) {
      untilDetained(rig);
      long detained = rig.session.detained();

      assertThatThrownBy(() -> rig.session.surrender(ByteBuffer.allocate(10)))
          .isInstanceOf(SystemCallException.class)
          .hasMessage("read: EIO (Input/output error)");
      assertThat(rig.session.detained()).isEqualTo(detained);
      assertThat(rig.context.lent).isZero();
      assertThat(surrendered(rig, 4096)).hasSize((int) detained);
      rig.session.close();
    }
  }

  @Test
  void nothingIsTakenFromTheSourceWhileTheTargetIsFull() throws Exception {
    try (Connection from = Connection.open();
        Connection to = Connection.open().nonBlocking()) {
      from.far.write(ByteBuffer.wrap(Pattern.of(1000)));
      while (to.near.write(ByteBuffer.allocate(1 << 16)) > 0) {}
      Pipes pipes = new Pipes();
      NativeStrategy owner = new NativeSplice(null);
      Plan plan = Plans.of(from.near, to.near, 1000);
      PipedSession session =
          new PipedSession(
              new Calls(owner, linux), Held.of(plan, linux), plan, new TestContext(), pipes);

      assertThat(new Steps(session, plan).one()).isEqualTo(Step.TARGET_FULL);
      assertThat(session.detained()).isZero();
      session.close();
      pipes.close();
      ByteBuffer still = ByteBuffer.allocate(2000);
      assertThat(from.near.read(still)).isEqualTo(1000);
    }
  }

  @Test
  void aSourceThatEndedHasEnded() throws Exception {
    try (Rig rig = new Rig(Rig.Kind.PIPED_TO_FILE, linux, folder)) {
      Steps steps = new Steps(rig.session, rig.plan).toTheEnd();

      Step step = rig.session.step(steps.ofAtMost(10).furtherThanPlanned());
      while (step instanceof Step.WouldBlock) { // its end is still on its way
        step = rig.session.step(steps);
      }
      assertThat(step).isEqualTo(Step.END_OF_SOURCE);
      rig.session.close();
    }
  }

  @Test
  void aCallThatIsNotThereDisablesTheStrategyAndHandsBackWhatItTook() throws Exception {
    linux.failing(Call.SPLICE_OUT_OF_OWN_PIPE, 1, Errno.EPERM);
    try (Rig rig = new Rig(Rig.Kind.PIPED_TO_SOCKET, linux, folder)) {
      Steps steps = new Steps(rig.session, rig.plan);
      Step step = steps.one();
      while (step instanceof Step.WouldBlock) {
        step = steps.one();
      }

      assertThat(((Step.NotHandled) step).refusal().scope()).isEqualTo(Scope.PROCESS);
      assertThat(rig.owner.availability().isAvailable()).isFalse();
      byte[] back = surrendered(rig, 512);
      assertThat(back).isEqualTo(Arrays.copyOf(rig.content, back.length));
      rig.session.close();
    }
  }
}
