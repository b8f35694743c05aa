package dev.sendfile.ffm;

import dev.sendfile.spi.Context;
import dev.sendfile.spi.Offer;
import dev.sendfile.spi.Plan;
import dev.sendfile.spi.Session;
import dev.sendfile.spi.TransferStrategy;
import java.io.IOException;

/** The strategy {@code native-copy-file-range}. */
public final class NativeCopyFileRange implements TransferStrategy {

  /** For the service loader. */
  public NativeCopyFileRange() {}

  @Override
  public String name() {
    return "native-copy-file-range";
  }

  @Override
  public String technique() {
    return "copy_file_range";
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
