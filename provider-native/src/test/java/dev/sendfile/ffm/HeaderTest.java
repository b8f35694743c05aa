package dev.sendfile.ffm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.foreign.Arena;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Headers of any length, and in memory that its owner may free at any moment. */
class HeaderTest {

  private final ScriptedLinux linux = new ScriptedLinux();

  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource(names = {"SENDFILE_TO_SOCKET", "READING", "MAPPED"})
  void aHeaderOfMoreThanCanBeBorrowedGoesOutInPieces(Rig.Kind kind) throws Exception {
    byte[] header = Pattern.of((16 << 20) + 12_345);
    try (Rig rig = new Rig(kind, linux, folder)) {
      new Steps(rig.session, rig.plan, ByteBuffer.wrap(header)).toTheEnd();
      rig.session.close();

      byte[] arrived = rig.arrived();
      assertThat(arrived).hasSize(header.length + rig.content.length);
      assertThat(Arrays.equals(arrived, 0, header.length, header, 0, header.length)).isTrue();
      assertThat(arrived).endsWith(rig.content);
      assertThat(rig.context.lent).isZero();
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"SENDFILE_TO_SOCKET", "READING", "MAPPED"})
  void memoryThatWasFreedIsRefusedAndNotSent(Rig.Kind kind) throws Exception {
    try (Rig rig = new Rig(kind, linux, folder)) {
      ByteBuffer freed;
      try (Arena arena = Arena.ofShared()) {
        freed = arena.allocate(1000).asByteBuffer();
      }

      assertThatThrownBy(() -> new Steps(rig.session, rig.plan, freed).one())
          .isInstanceOf(IllegalStateException.class);
      rig.session.close();
      assertThat(rig.arrived()).isEmpty();
      assertThat(rig.context.lent).isZero();
    }
  }
}
