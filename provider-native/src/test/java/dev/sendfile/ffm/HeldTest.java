package dev.sendfile.ffm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sendfile.ffm.ScriptedLinux.Call;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a session holds is given back, whichever call fails. */
class HeldTest {

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
  void aSourceIsGivenBackIfTheTargetCannotBeHad() throws IOException {
    linux.failing(Call.DUPLICATE, 2, Errno.EMFILE);

    assertThatThrownBy(() -> Held.of(pump.plan, linux))
        .isInstanceOf(NoDescriptorException.class)
        .hasMessageContaining("dup: EMFILE", "ulimit -n");
    assertThat(linux.open()).isEmpty();
  }

  @Test
  void bothEndsAreGivenBackIfThereIsNoPipe() throws IOException {
    linux.failing(Call.PIPE, 1, Errno.EMFILE);

    assertThatThrownBy(() -> pump.session(linux))
        .isInstanceOf(NoDescriptorException.class)
        .hasMessageContaining("pipe2: EMFILE");
    assertThat(linux.open()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(Rig.Kind.class)
  void nothingStaysHeldWhateverIsThrownWhileASessionOpens(Rig.Kind kind) throws Exception {
    Error error = new NoClassDefFoundError("of a jar that was taken away");
    for (int call = 1; ; call++) {
      ScriptedLinux failing = new ScriptedLinux().throwing(call, error);
      Path folder = Files.createDirectory(this.folder.resolve(kind + "-" + call));
      try (Rig rig = new Rig(kind, failing, folder)) {
        rig.session.close();
        assertThat(call).as("calls that threw").isGreaterThan(1);
        return; // there was no such call any more
      } catch (NoClassDefFoundError e) {
        assertThat(e).isSameAs(error);
        assertThat(failing.open()).as("after call %d threw", call).isEmpty();
      }
    }
  }
}
