package dev.sendfile.internal.end;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sendfile.EndingEarly;
import dev.sendfile.spi.EndKind;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** A file that its owner closes while it is asked what it is stays a file. */
class ClosedWhileAskedTest {

  /** Java 17 asks the kernel for a descriptor that has gone, and passes on what that says. */
  private final EndingEarly file =
      new EndingEarly(1, 1) {
        @Override
        public long position() throws IOException {
          close();
          throw new IOException("Bad file descriptor");
        }
      };

  @Test
  void itIsNoPipe() {
    assertThat(Sockets.kindOf(file)).isEqualTo(EndKind.FILE);
  }

  @Test
  void norWithoutPositions() {
    assertThat(Positions.standing(file)).isZero();
  }
}
