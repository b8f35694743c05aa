package dev.sendfile.ffm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sendfile.ffm.ScriptedLinux.Call;
import dev.sendfile.spi.Scope;
import dev.sendfile.spi.Step;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Headers before content, and what it means that nothing was moved. */
class SendfileSessionTest {

  private static final int HEADER = 100;

  private final ScriptedLinux linux = new ScriptedLinux();

  @TempDir Path folder;

  private static List<ByteBuffer> headers() {
    byte[] bytes = Pattern.of(HEADER);
    byte[] wider = new byte[HEADER + 20];
    System.arraycopy(bytes, 0, wider, 7, HEADER);
    ByteBuffer direct = ByteBuffer.allocateDirect(HEADER + 20).put(wider);
    return List.of(
        ByteBuffer.wrap(bytes),
        ByteBuffer.wrap(wider, 7, HEADER),
        ByteBuffer.wrap(wider, 7, HEADER).slice().asReadOnlyBuffer(),
        direct.slice(7, HEADER),
        direct.asReadOnlyBuffer().position(7).limit(7 + HEADER));
  }

  @Test
  void headersOfAnyKindGoBeforeTheContent() throws Exception {
    for (ByteBuffer header : headers()) {
      try (Rig rig = new Rig(Rig.Kind.SENDFILE_TO_SOCKET, linux, folder)) {
        new Steps(rig.session, rig.plan, header).toTheEnd();
        rig.session.close();

        byte[] arrived = rig.arrived();
        assertThat(arrived).hasSize(HEADER + rig.content.length).startsWith(Pattern.of(HEADER));
        assertThat(Arrays.copyOfRange(arrived, HEADER, arrived.length)).isEqualTo(rig.content);
        assertThat(rig.context.lent).isZero();
      }
    }
  }

  @Test
  void contentWaitsUntilAllOfTheHeaderIsTaken() throws Exception {
    linux.movingAtMost(60);
    try (Rig rig = new Rig(Rig.Kind.SENDFILE_TO_SOCKET, linux, folder)) {
      Steps steps = new Steps(rig.session, rig.plan, ByteBuffer.wrap(Pattern.of(HEADER)));

      assertThat(steps.one()).isEqualTo(Step.moved(60));
      assertThat(linux.made(Call.SENDFILE)).isZero();
      assertThat(steps.one()).isEqualTo(Step.moved(40 + 60));
      rig.session.close();
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = Errno.class,
      names = {"EAGAIN", "EINTR", "EINVAL", "ENOSYS", "EIO", "ECONNRESET"})
  void aHeaderThatWasTakenCountsWhateverBecomesOfTheContent(Errno error) throws Exception {
    linux.failing(Call.SENDFILE, 1, error);
    try (Rig rig = new Rig(Rig.Kind.SENDFILE_TO_SOCKET, linux, folder)) {
      Steps steps = new Steps(rig.session, rig.plan, ByteBuffer.wrap(Pattern.of(HEADER)));

      assertThat(steps.one()).isEqualTo(Step.moved(HEADER));
      steps.toTheEnd();
      rig.session.close();

      assertThat(rig.arrived()).hasSize(HEADER + rig.content.length).endsWith(rig.content);
    }
  }

  @Test
  void aHeaderThatIsRefusedIsNotCounted() throws Exception {
    linux.failing(Call.SEND, 1, Errno.EPIPE).failing(Call.SEND, 2, Errno.EAGAIN);
    try (Rig rig = new Rig(Rig.Kind.SENDFILE_TO_SOCKET, linux, folder)) {
      Steps steps =
          new Steps(rig.session, rig.plan, ByteBuffer.wrap(Pattern.of(HEADER))).toTheEnd();
      rig.session.close();

      assertThat(steps.oddities()).hasSize(2);
      assertThat(steps.oddities().get(0))
          .isInstanceOf(SystemCallException.class)
          .hasToString(SystemCallException.class.getName() + ": sendmsg: EPIPE (Broken pipe)");
      assertThat(steps.oddities().get(1)).isEqualTo(Step.TARGET_FULL);
      assertThat(rig.arrived()).hasSize(HEADER + rig.content.length).endsWith(rig.content);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"SENDFILE_TO_SOCKET", "SENDFILE_TO_FILE", "SPLICE_TO_PIPE", "READING"})
  void aFileThatBecameShorterEnds(Rig.Kind kind) throws Exception {
    assertEnds(kind);
  }

  @Test
  void aFileThatBecameShorterEndsForACopyToo() throws Exception {
    assertEnds(Rig.Kind.COPY_FILE_RANGE);
  }

  private void assertEnds(Rig.Kind kind) throws Exception {
    try (Rig rig = new Rig(kind, linux, folder)) {
      Path file = rig.plan.source().as(Path.class);
      try (FileChannel writer = FileChannel.open(file, java.nio.file.StandardOpenOption.WRITE)) {
        writer.truncate(500);
      }
      Steps steps = new Steps(rig.session, rig.plan);

      assertThat(steps.one()).isEqualTo(Step.moved(500));
      assertThat(steps.one()).isEqualTo(Step.END_OF_SOURCE);
      rig.session.close();
    }
  }

  @Test
  void aSizeThatCannotBeHadIsNoEnd() throws Exception {
    linux.failing(Call.SIZE, 1, Errno.ENOSYS);
    try (Rig rig = new Rig(Rig.Kind.SENDFILE_TO_SOCKET, linux, folder)) {
      Steps steps = new Steps(rig.session, rig.plan).toTheEnd();

      Step step = rig.session.step(steps.ofAtMost(10).furtherThanPlanned());

      assertThat(step).isInstanceOf(Step.NotHandled.class);
      assertThat(((Step.NotHandled) step).refusal().scope()).isEqualTo(Scope.PROCESS);
      assertThat(((Step.NotHandled) step).refusal().reason()).startsWith("statx: ENOSYS");
      rig.session.close();
    }
  }
}
