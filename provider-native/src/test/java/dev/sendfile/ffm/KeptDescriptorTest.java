package dev.sendfile.ffm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sendfile.internal.end.PreparedSocket;
import dev.sendfile.spi.Plan;
import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A descriptor that is kept for long must not be noticed, least of all when it goes. */
class KeptDescriptorTest {

  private final ScriptedLinux linux = new ScriptedLinux();

  @TempDir Path folder;
  private Connection to;

  @BeforeEach
  void connect() throws IOException {
    to = Connection.open();
  }

  @AfterEach
  void disconnect() throws IOException {
    to.close();
  }

  @Test
  void aPreparedTargetThatIsLetGoLeavesAnOpenSocketItsOptions() throws IOException {
    to.near.setOption(StandardSocketOptions.SO_LINGER, 5);
    PreparedSocket prepared = new PreparedSocket(to.near);
    Path file = Files.write(folder.resolve("file"), new byte[10]);
    Plan plan = Plans.of(file, prepared, 10);
    Held.of(plan, linux).close();
    Plans.release(plan);

    prepared.forget();

    assertThat(linux.open()).isEmpty();
    assertThat(to.near.getOption(StandardSocketOptions.SO_LINGER)).isEqualTo(5);
  }

  @Test
  void aPreparedTargetIsLetGoAtOnceThoughItsClosedSocketLingers() throws IOException {
    to.near.setOption(StandardSocketOptions.SO_LINGER, 20);
    PreparedSocket prepared = new PreparedSocket(to.near);
    Path file = Files.write(folder.resolve("file"), new byte[10]);
    Plan plan = Plans.of(file, prepared, 10);
    Held.of(plan, linux).close();
    Plans.release(plan);
    to.near.configureBlocking(false);
    ByteBuffer much = ByteBuffer.allocate(1 << 20);
    while (to.near.write(much.clear()) > 0) {} // nobody reads it
    to.near.configureBlocking(true);
    to.near.close();

    prepared.forget(); // ends: the timeout of the test sees to it

    assertThat(linux.open()).isEmpty();
  }
}
