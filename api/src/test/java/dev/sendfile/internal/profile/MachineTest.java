package dev.sendfile.internal.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where something was measured. */
class MachineTest {

  @TempDir Path folder;

  private String processorIn(String cpuinfo) throws IOException {
    return Machine.processorIn(Files.writeString(folder.resolve("cpuinfo"), cpuinfo));
  }

  @Test
  void theModelOfTheFirstProcessorIsTaken() throws IOException {
    assertThat(processorIn("processor\t: 0\nmodel\t\t: 17\nmodel name\t: One 9000: fast\n"))
        .isEqualTo("One 9000: fast");
    assertThat(processorIn("model name\t: One\n\nmodel name\t: Two\n")).isEqualTo("One");
  }

  @Test
  void whereNoModelIsNamedItsNumbersAre() throws IOException {
    assertThat(processorIn("BogoMIPS : 50\nCPU implementer\t: 0x41\nCPU part\t: 0xd0c\n"))
        .isEqualTo("0x41 0xd0c");
    assertThat(processorIn("uarch : sifive\n")).isEmpty();
    assertThat(Machine.processorIn(folder.resolve("missing"))).isEmpty();
  }

  @Test
  void whatIsTakenFitsOnALine() {
    Machine machine = new Machine(" a\n b", "c", "d\u2028\te", 1, "f\r", "\u0000");

    assertThat(machine).isEqualTo(new Machine("a b", "c", "d e", 1, "f", ""));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Machine("a", "b", "c", 0, "d", "e"))
        .withMessage("0 processors are less than one");
  }

  @Test
  void thisOneIsAsItWas() {
    assertThat(Machine.here().differenceFrom(Machine.here())).isNull();
    assertThat(Machine.here().java()).isEqualTo(Runtime.version().toString());
  }
}
