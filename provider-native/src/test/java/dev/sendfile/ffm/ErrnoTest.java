package dev.sendfile.ffm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sendfile.spi.Step;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** The table of errors is the kernel's own. */
class ErrnoTest {

  private static final Pattern DEFINITION = Pattern.compile("#define\\s+(E\\w+)\\s+(\\d+)\\s.*");

  private static Map<String, Integer> ofTheSystem() throws IOException {
    Map<String, Integer> numbers = new HashMap<>();
    for (String header : new String[] {"errno-base.h", "errno.h"}) {
      Path path = Path.of("/usr/include/asm-generic", header);
      Assumptions.assumeTrue(Files.exists(path), "no headers of the kernel");
      for (String line : Files.readAllLines(path)) {
        Matcher definition = DEFINITION.matcher(line);
        if (definition.matches()) {
          numbers.put(definition.group(1), Integer.valueOf(definition.group(2)));
        }
      }
    }
    return numbers;
  }

  @Test
  void numbersAreThoseOfTheSystem() throws IOException {
    Map<String, Integer> numbers = ofTheSystem();

    for (Errno each : Errno.values()) {
      assertThat(numbers).containsEntry(each.name(), each.number());
    }
  }

  @Test
  void eachIsFoundByItsNumberAndInItsOrder() {
    assertThat(Errno.values()).isSortedAccordingTo((a, b) -> a.number() - b.number());
    for (Errno each : Errno.values()) {
      assertThat(Errno.of(each.number())).isSameAs(each);
      assertThat(Errno.describe("call", each.number()))
          .isEqualTo("call: " + each.name() + " (" + each.reason() + ")");
    }
  }

  @Test
  void anErrorThatIsNotInTheTableIsAFaultAndToldByItsNumber() {
    Calls calls = new Calls(new NativeSendfile(), new ScriptedLinux());

    assertThat(Errno.of(133)).isNull();
    assertThatThrownBy(() -> calls.failed("sendfile", -133, Step.TARGET_FULL))
        .isInstanceOf(SystemCallException.class)
        .hasMessage("sendfile: errno 133");
  }
}
