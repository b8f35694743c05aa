package dev.sendfile.itests;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sendfile.itests.child.SendWithoutSelector;
import dev.sendfile.itests.fixture.ChildJvm;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** Where there is no descriptor left, a transfer under way becomes slower, and does not fail. */
@EnabledOnOs(OS.LINUX)
class ScarceDescriptorsIT {

  @Test
  void whoCanOpenNoSelectorWaitsWithoutOne() {
    ChildJvm.Outcome outcome =
        new ChildJvm().withOpenFiles(120).withClassPath().run(SendWithoutSelector.class);

    assertThat(outcome.output().strip()).isEqualTo("8388608 complete, without a selector");
  }
}
