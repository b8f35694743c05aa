package dev.sendfile.bench.contest;

import dev.sendfile.Sendfile;
import dev.sendfile.spi.TransferStrategy;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;

/** The library in its variants. */
final class Libraries {

  /** What a contender's name ends in that is another one but for the native strategies. */
  static final String WITHOUT_NATIVE = "_WITHOUT_NATIVE";

  private final Sendfile deployed;
  private final Sendfile withoutNative;

  /** Uses a library, and one without native strategies beside it. */
  Libraries(Sendfile deployed) {
    this.deployed = deployed;
    withoutNative =
        Sendfile.builder()
            .strategies(
                loaded().stream()
                    .filter(it -> !it.name().startsWith("native-"))
                    .toArray(TransferStrategy[]::new))
            .build();
  }

  /** As it is deployed here. */
  Sendfile deployed() {
    return deployed;
  }

  /** By one strategy or technique alone. */
  Sendfile forced(String name) {
    return deployed.withForce(name);
  }

  /** As it is on Java 17, and wherever provider-native is not deployed. */
  Sendfile withoutNative() {
    return withoutNative;
  }

  /** One that this Java cannot load is left out, as the library itself does. */
  private static List<TransferStrategy> loaded() {
    List<TransferStrategy> loaded = new ArrayList<>();
    Iterator<TransferStrategy> found =
        ServiceLoader.load(TransferStrategy.class, Libraries.class.getClassLoader()).iterator();
    boolean more = true;
    while (more) {
      try {
        more = found.hasNext();
        if (more) {
          loaded.add(found.next());
        }
      } catch (LinkageError | ServiceConfigurationError e) {
        // the next one may do
      }
    }
    return loaded;
  }
}
