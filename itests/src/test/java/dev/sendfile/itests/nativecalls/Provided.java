package dev.sendfile.itests.nativecalls;

import dev.sendfile.spi.TransferStrategy;
import java.util.ServiceLoader;

/** The strategies of the class path. */
final class Provided {

  private Provided() {}

  /** New ones, which know nothing of what others of their class have been through. */
  static TransferStrategy[] anew() {
    return ServiceLoader.load(TransferStrategy.class).stream()
        .map(ServiceLoader.Provider::get)
        .toArray(TransferStrategy[]::new);
  }
}
