package dev.sendfile.ffm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sendfile.ffm.ScriptedLinux.Call;
import dev.sendfile.spi.Step;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What was written from a mapping is counted only if it was the file's. */
class MappedSessionTest {

  private static final int HEADER = 100;

  private final ScriptedLinux linux = new ScriptedLinux();

  @TempDir Path folder;

  private void truncate(Rig rig, long size) throws Exception {
    try (FileChannel file =
        FileChannel.open(rig.plan.source().as(Path.class), StandardOpenOption.WRITE)) {
      file.truncate(size);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2})
  void headerAndContentGoInOneWriteFromAnyKindOfBuffer(int kind) throws Exception {
    try (Rig rig = new Rig(Rig.Kind.MAPPED, linux, folder)) {
      byte[] bytes = Pattern.of(HEADER);
      ByteBuffer header =
          kind == 0
              ? ByteBuffer.wrap(bytes)
              : kind == 1
                  ? ByteBuffer.wrap(bytes).asReadOnlyBuffer()
                  : ByteBuffer.allocateDirect(HEADER).put(bytes).flip();
      Steps steps = new Steps(rig.session, rig.plan, header).ofAtMost(1000);

      assertThat(steps.one()).isEqualTo(Step.moved(HEADER + 1000));
      assertThat(linux.made(Call.SEND)).isEqualTo(1);
      rig.session.close();
      byte[] arrived = rig.arrived();
      assertThat(arrived).startsWith(bytes);
      assertThat(Arrays.copyOfRange(arrived, HEADER, arrived.length))
          .isEqualTo(Arrays.copyOf(rig.content, 1000));
    }
  }

  @Test
  void aHeaderThatIsTakenInPartIsCountedInPart() throws Exception {
    linux.movingAtMost(30);
    try (Rig rig = new Rig(Rig.Kind.MAPPED, linux, folder)) {
      ByteBuffer header = ByteBuffer.wrap(Pattern.of(HEADER));
      Steps steps = new Steps(rig.session, rig.plan, header).ofAtMost(1000);

      assertThat(steps.one()).isEqualTo(Step.moved(30));
      assertThat(steps.one()).isEqualTo(Step.moved(30));
      assertThat(steps.content()).isZero();
      rig.session.close();
      assertThat(rig.arrived()).isEqualTo(Arrays.copyOf(header.array(), 60));
    }
  }

  @Test
  void zerosBehindTheEndOfATruncatedFileAreToldApart() throws Exception {
    try (Rig rig = new Rig(Rig.Kind.MAPPED, linux, folder)) {
      truncate(rig, 1000);
      Steps steps = new Steps(rig.session, rig.plan).ofAtMost(4096);

      assertThat(steps.one()).isEqualTo(Step.moved(1000));
      assertThat(rig.session.stray()).isEqualTo(3096);
      assertThat(steps.one()).isEqualTo(Step.END_OF_SOURCE);
      rig.session.close();
      assertThat(rig.arrived()).hasSize(4096).startsWith(Arrays.copyOf(rig.content, 1000));
    }
  }

  @Test
  void aHeaderThatIsTakenInPartBeforeATruncatedFileIsCountedInPart() throws Exception {
    linux.movingAtMost(30);
    try (Rig rig = new Rig(Rig.Kind.MAPPED, linux, folder)) {
      truncate(rig, 1000);
      Steps steps =
          new Steps(rig.session, rig.plan, ByteBuffer.wrap(Pattern.of(HEADER))).from(2000);

      assertThat(steps.one()).isEqualTo(Step.moved(30));
      assertThat(rig.session.stray()).isZero();
      rig.session.close();
    }
  }

  @Test
  void pagesThatAreGoneEndTheSource() throws Exception {
    try (Rig rig = new Rig(Rig.Kind.MAPPED, linux, folder)) {
      truncate(rig, 0);

      assertThat(new Steps(rig.session, rig.plan).one()).isEqualTo(Step.END_OF_SOURCE);
      assertThat(rig.session.stray()).isZero();
      rig.session.close();
      assertThat(rig.arrived()).isEmpty();
    }
  }

  @Test
  void contentOfWhichNobodyTellsWhetherItWasTheFilesIsNeverSentAgain() throws Exception {
    linux.failing(Call.SIZE, 1, Errno.ENOMEM);
    try (Rig rig = new Rig(Rig.Kind.MAPPED, linux, folder)) {
      ByteBuffer header = ByteBuffer.wrap(Pattern.of(HEADER));
      Steps steps = new Steps(rig.session, rig.plan, header).ofAtMost(1000);

      assertThat(steps.one()).isEqualTo(Step.moved(HEADER));
      assertThat(rig.session.stray()).isEqualTo(1000);
      assertThat(steps.one()).isEqualTo(Step.END_OF_SOURCE);
      rig.session.close();
      assertThat(rig.arrived()).hasSize(HEADER + 1000);
    }
  }
}
