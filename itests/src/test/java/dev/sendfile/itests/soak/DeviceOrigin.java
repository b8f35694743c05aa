package dev.sendfile.itests.soak;

import dev.sendfile.TransferRequest;
import dev.sendfile.TransferSource;
import java.io.FileInputStream;
import java.io.IOException;
import java.nio.channels.SelectableChannel;
import java.nio.file.Path;
import java.util.SplittableRandom;
import java.util.concurrent.Executor;

/** A device that gives zeros without end. */
final class DeviceOrigin implements Origin {

  private static final Path DEVICE = Path.of("/dev/zero");

  private final Pattern.Part content;
  private final FileInputStream stream;

  DeviceOrigin(Choices choices, SplittableRandom random) throws IOException {
    content = new Pattern.Part(0, choices.length);
    stream = random.nextBoolean() ? new FileInputStream(DEVICE.toFile()) : null;
  }

  @Override
  public Pattern.Part content() {
    return content;
  }

  @Override
  public TransferSource from() {
    return stream == null ? TransferRequest.from(DEVICE) : TransferRequest.from(stream);
  }

  @Override
  public TransferRequest range(TransferRequest request) {
    return request.range(0, content.length());
  }

  @Override
  public SelectableChannel selectable() {
    return null;
  }

  @Override
  public void begin(Peer peer, Executor on) {}

  @Override
  public void closeSource() throws IOException {
    close();
  }

  @Override
  public void check(Choices choices, Expected expected, Account account, Complaints complaints) {}

  @Override
  public void close() throws IOException {
    if (stream != null) {
      stream.close();
    }
  }
}
