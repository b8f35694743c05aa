package dev.sendfile.ffm;

import dev.sendfile.spi.Context;
import dev.sendfile.spi.Offer;
import dev.sendfile.spi.Plan;
import dev.sendfile.spi.Session;
import dev.sendfile.spi.TransferStrategy;
import java.io.IOException;

/** The strategy {@code native-writev}. */
public final class NativeWritev implements TransferStrategy {

  /** For the service loader. */
  public NativeWritev() {}

  @Override
  public String name() {
    return "native-writev";
  }

  @Override
  public String technique() {
    return "read-write";
  }

  @Override
  public Offer assess(Plan plan) {
    return Offer.declined("not yet");
  }

  @Override
  public Session open(Plan plan, Context context) throws IOException {
    throw new IOException("not yet");
  }
}
