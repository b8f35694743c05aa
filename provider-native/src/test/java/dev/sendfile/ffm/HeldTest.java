package dev.sendfile.ffm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sendfile.ffm.ScriptedLinux.Call;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a session holds is given back, whichever call fails. */
class HeldTest {

  private final ScriptedLinux linux = new ScriptedLinux();

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
}
