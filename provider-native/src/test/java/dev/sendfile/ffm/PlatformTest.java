package dev.sendfile.ffm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sendfile.spi.Availability;
import org.junit.jupiter.api.Test;

/** System calls are made where their numbers are known, and nowhere else. */
class PlatformTest {

  private static Availability on(String property, String value) {
    String before = System.setProperty(property, value);
    try {
      return new NativeSendfile().availability();
    } finally {
      System.setProperty(property, before);
    }
  }

  @Test
  void thisIsOne() {
    assertThat(Platform.availability().isAvailable()).isTrue();
  }

  @Test
  void otherSystemsAreToldWhatServesThem() {
    assertThat(on("os.name", "Mac OS X"))
        .hasToString(
            "unavailable: these are system calls of Linux, and this is Mac OS X;"
                + " the other providers serve every system");
  }

  @Test
  void otherProcessorsAreToldWhichAreKnown() {
    assertThat(on("os.arch", "s390x"))
        .hasToString(
            "unavailable: on Linux for s390x this was never tried;"
                + " run on one of [aarch64, amd64]");
  }
}
