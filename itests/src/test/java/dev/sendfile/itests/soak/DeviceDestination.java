package dev.sendfile.itests.soak;

import dev.sendfile.TransferRequest;
import dev.sendfile.TransferSource;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.channels.SelectableChannel;
import java.nio.file.Path;
import java.util.SplittableRandom;
import java.util.concurrent.Executor;

/** A device that takes all and keeps nothing: only the account can be looked at. */
final class DeviceDestination implements Destination {

  private static final Path DEVICE = Path.of("/dev/null");

  private final FileOutputStream stream;

  DeviceDestination(SplittableRandom random) throws IOException {
    stream = random.nextBoolean() ? new FileOutputStream(DEVICE.toFile()) : null;
  }

  @Override
  public TransferRequest to(TransferSource source) {
    return stream == null ? source.to(DEVICE) : source.to(stream);
  }

  @Override
  public SelectableChannel selectable() {
    return null;
  }

  @Override
  public void begin(Expected expected, Peer peer, Executor on) {}

  @Override
  public void closeTarget() throws IOException {
    close();
  }

  @Override
  public void mayBeZerosFrom(int position) {}

  @Override
  public void check(Choices choices, Expected expected, Account account, Complaints complaints) {}

  @Override
  public void close() throws IOException {
    if (stream != null) {
      stream.close();
    }
  }
}
