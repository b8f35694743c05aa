package dev.sendfile.itests.bench;

import dev.sendfile.Sendfile;
import dev.sendfile.itests.fixture.Providers;
import dev.sendfile.spi.TransferStrategy;

/** The library in its variants. */
final class Libraries {

  private Libraries() {}

  /** As it is deployed here. */
  static Sendfile deployed() {
    return Sendfile.getDefault();
  }

  /** By one strategy or technique alone. */
  static Sendfile forced(String name) {
    return deployed().withForce(name);
  }

  /** As it is on Java 17, and wherever provider-native is not deployed. */
  static Sendfile withoutNative() {
    return Sendfile.builder()
        .strategies(
            Providers.loaded(Libraries.class.getClassLoader()).stream()
                .filter(it -> !it.name().startsWith("native-"))
                .toArray(TransferStrategy[]::new))
        .build();
  }
}
