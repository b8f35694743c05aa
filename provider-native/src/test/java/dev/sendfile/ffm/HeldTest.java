package dev.sendfile.ffm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sendfile.ffm.ScriptedLinux.Call;
import dev.sendfile.spi.Plan;
import dev.sendfile.spi.Session;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a session holds is given back, whichever call fails. */
class HeldTest {

  private final ScriptedLinux linux = new ScriptedLinux();

  private Connection from;
  private Connection to;

  @BeforeEach
  void connect() throws IOException {
    from = Connection.open();
    to = Connection.open();
  }

  @AfterEach
  void disconnect() throws IOException {
    from.close();
    to.close();
  }

  private Session pump() throws IOException {
    NativeSplice strategy = new NativeSplice(null);
    Plan plan = Plans.of(from.near, to.near, 1 << 20);
    return strategy.open(plan, new TestContext(), new Calls(strategy, linux));
  }

  @Test
  void aSourceIsGivenBackIfTheTargetCannotBeHad() throws IOException {
    linux.failing(Call.DUPLICATE, 2, Errno.EMFILE);

    assertThatThrownBy(() -> Held.of(Plans.of(from.near, to.near, 1 << 20), linux))
        .isInstanceOf(NoDescriptorException.class)
        .hasMessageContaining("dup: EMFILE", "ulimit -n");
    assertThat(linux.open()).isEmpty();
  }

  @Test
  void bothEndsAreGivenBackIfThereIsNoPipe() throws IOException {
    linux.failing(Call.PIPE, 1, Errno.EMFILE);

    assertThatThrownBy(() -> pump())
        .isInstanceOf(NoDescriptorException.class)
        .hasMessageContaining("pipe2: EMFILE");
    assertThat(linux.open()).isEmpty();
  }
}
