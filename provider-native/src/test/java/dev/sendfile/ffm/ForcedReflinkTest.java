package dev.sendfile.ffm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sendfile.ffm.ScriptedLinux.Call;
import dev.sendfile.spi.Plan;
import dev.sendfile.spi.Session;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whether two files can share blocks is asked before anything is done, if nobody follows. */
class ForcedReflinkTest {

  private final ScriptedLinux linux = new ScriptedLinux();
  private final NativeStrategy strategy = new NativeReflink();
  private final Calls calls = new Calls(strategy, linux);
  private final TestContext context = new TestContext();

  @TempDir Path folder;
  private Path target;
  private Plan plan;

  @BeforeEach
  void openBoth() throws Exception {
    Path source = Files.write(folder.resolve("source"), Pattern.of(1 << 16));
    target = Files.write(folder.resolve("target"), Pattern.of(100));
    plan = Plans.of(source, target, 1 << 16);
    context.forced = true;
  }

  @AfterEach
  void closeBoth() throws Exception {
    Plans.release(plan);
    assertThat(linux.open()).isEmpty();
  }

  @Test
  void isRefusedAtOpeningWhereTheKernelNeverSharesBlocks() {
    linux.failing(Call.CLONE_RANGE, 1, Errno.EOPNOTSUPP);
    assertThatThrownBy(() -> strategy.openLinked(plan, context, calls))
        .isInstanceOf(NoDescriptorException.class)
        .hasMessageContaining("FICLONERANGE");
  }

  @Test
  void isRefusedAtOpeningForPartsOfBlocks() throws Exception {
    for (long length : new long[] {1, 511, 5000}) {
      Plan part = Plans.of(folder.resolve("source"), target, length);
      assertThatThrownBy(() -> strategy.openLinked(part, context, calls))
          .isInstanceOf(NoDescriptorException.class)
          .hasMessageContaining("whole blocks are shared");
      Plans.release(part);
    }
    assertThat(linux.made(Call.CLONE_RANGE)).isZero();
  }

  @Test
  void isLeftToTheStepWhereTheKernelHasNoObjection() throws Exception {
    for (Errno each : new Errno[] {Errno.EINVAL, Errno.EAGAIN, Errno.EBUSY, Errno.ENOSPC}) {
      ScriptedLinux kernel = new ScriptedLinux().failing(Call.CLONE_RANGE, 1, each);
      try (Session session = strategy.openLinked(plan, context, new Calls(strategy, kernel))) {
        assertThat(session).as("%s", each).isInstanceOf(ReflinkSession.class);
      }
      assertThat(kernel.open()).isEmpty();
    }
  }

  /** Where it can, as well: there are no bytes to be shared where it asks. */
  @Test
  void changesNothingByAsking() throws Exception {
    byte[] before = Files.readAllBytes(target);
    try (Session session = strategy.openLinked(plan, context, calls)) {
      assertThat(session).isInstanceOf(ReflinkSession.class);
    } catch (NoDescriptorException e) {
      assertThat(linux.made(Call.CLONE_RANGE)).as("it was asked").isEqualTo(1);
    }
    assertThat(Arrays.equals(before, Files.readAllBytes(target))).isTrue();
  }

  @Test
  void isNotAskedWhereOthersFollow() throws Exception {
    context.forced = false;
    strategy.openLinked(plan, context, calls).close();
    assertThat(linux.made(Call.CLONE_RANGE)).isZero();
  }
}
