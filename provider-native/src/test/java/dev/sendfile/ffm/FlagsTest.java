package dev.sendfile.ffm;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Options are named as they have to be written for the class path. */
class FlagsTest {

  @Test
  void namesWhatAllowsCallsAndWhatOpensTheJdk() {
    assertThat(Flags.enableNativeAccess()).isEqualTo("--enable-native-access=ALL-UNNAMED");
    assertThat(OpenedAccess.flags()).isEqualTo("--add-opens java.base/sun.nio.ch=ALL-UNNAMED");
    assertThat(OpenedAccess.flagsForSockets())
        .isEqualTo(
            "--add-opens java.base/sun.nio.ch=ALL-UNNAMED --add-opens java.base/java.net=ALL-UNNAMED");
  }

  @Test
  void seesWhatThisJvmWasStartedWith() {
    assertThat(Flags.nativeAccess()).isTrue();
    assertThat(Flags.isOpen("sun.nio.ch")).isTrue();
    assertThat(Flags.isOpen("sun.nio.fs")).isFalse();
  }
}
