package dev.sendfile.itests.nativecalls;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sendfile.TransferException;
import dev.sendfile.TransferRequest;
import dev.sendfile.tck.fixture.Feed;
import dev.sendfile.tck.fixture.FeedKind;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;

/** Into a file, from a socket that gives nothing. */
final class BlockedReceive implements Blocked {

  private static final int EXPECTED = 1 << 20;

  private final Feed feed;
  private final Path file;

  BlockedReceive(FeedKind kind, Path folder) throws IOException {
    this.feed = kind.open();
    this.file = Files.createTempFile(folder, "received", ".bin");
  }

  @Override
  public TransferRequest request() {
    return feed.from().to(file).range(0, EXPECTED);
  }

  @Override
  public SocketChannel channel() {
    return feed.source(SocketChannel.class);
  }

  @Override
  public void awaitEndAtPeer() throws IOException {
    SocketChannel far = (SocketChannel) feed.far();
    assertThat(far.read(ByteBuffer.allocate(1))).isEqualTo(-1);
  }

  @Override
  public void checkAccount(TransferException failure) throws IOException {
    assertThat(failure.bytesTransferredAtMost()).isZero();
    assertThat(file).isEmptyFile();
  }

  @Override
  public void close() throws IOException {
    feed.close();
    Files.delete(file);
  }
}
