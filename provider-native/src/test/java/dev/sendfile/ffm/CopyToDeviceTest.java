package dev.sendfile.ffm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sendfile.internal.end.Opening;
import dev.sendfile.spi.Plan;
import dev.sendfile.spi.Session;
import java.io.FileOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What kind of file a stream leads to is known to the kernel alone. */
class CopyToDeviceTest {

  private static final int HEADER = 10;

  private final ScriptedLinux linux = new ScriptedLinux();
  private final NativeStrategy strategy = new NativeCopyFileRange();
  private final Calls calls = new Calls(strategy, linux);
  private final TestContext context = new TestContext();

  @TempDir Path folder;

  private FileOutputStream device;
  private Plan plan;

  @BeforeEach
  void openBoth() throws Exception {
    Path source = Files.write(folder.resolve("source"), Pattern.of(100));
    device = new FileOutputStream("/dev/null");
    plan = Plans.of(source, device, 100, HEADER, Opening.DEFAULT);
  }

  @AfterEach
  void closeBoth() throws Exception {
    Plans.release(plan);
    device.close();
    assertThat(linux.open()).isEmpty();
  }

  @Test
  void isRefusedBeforeTheHeaderLeavesWhereNobodyElseWouldGoOn() {
    context.forced = true;
    assertThatThrownBy(() -> strategy.openLinked(plan, context, calls))
        .isInstanceOf(NoDescriptorException.class)
        .hasMessageContaining("copy_file_range");
  }

  @Test
  void isFoundOutByTheFirstStepWhereOthersGoOn() throws Exception {
    try (Session session = strategy.openLinked(plan, context, calls)) {
      assertThat(session).isInstanceOf(CopyFileRangeSession.class);
    }
  }
}
