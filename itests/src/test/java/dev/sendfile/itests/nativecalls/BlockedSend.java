package dev.sendfile.itests.nativecalls;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sendfile.FileSource;
import dev.sendfile.PreparedTarget;
import dev.sendfile.TransferException;
import dev.sendfile.TransferRequest;
import dev.sendfile.TransferSource;
import dev.sendfile.tck.fixture.Line;
import dev.sendfile.tck.fixture.TargetKind;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.Arrays;

/** To a socket whose buffers are full. */
final class BlockedSend implements Blocked {

  private static final byte FILLING = 'f';

  private final Line line;
  private final AutoCloseable kept;
  private final TransferRequest request;
  private final byte[] content;
  private final ByteArrayOutputStream received = new ByteArrayOutputStream();
  private int filled;

  private BlockedSend(Line line, AutoCloseable kept, TransferRequest request, byte[] content)
      throws IOException {
    this.line = line;
    this.kept = kept;
    this.request = request;
    this.content = content;
    fill();
  }

  /** From whatever to a socket. */
  static BlockedSend to(TargetKind kind, TransferSource source, byte[] content) throws IOException {
    Line line = kind.openNarrow();
    return new BlockedSend(line, () -> {}, line.to(source), content);
  }

  /** From a prepared file to a prepared socket, which is let go long after it was closed. */
  static BlockedSend prepared(TargetKind kind, FileSource source, byte[] content)
      throws IOException {
    Line line = kind.openNarrow();
    PreparedTarget target = PreparedTarget.of(line.target(SocketChannel.class));
    return new BlockedSend(line, target, TransferRequest.from(source).to(target), content);
  }

  private void fill() throws IOException {
    byte[] filling = new byte[1 << 14];
    Arrays.fill(filling, FILLING);
    boolean blocking = channel().isBlocking();
    channel().configureBlocking(false);
    for (int n = channel().write(ByteBuffer.wrap(filling));
        n > 0;
        n = channel().write(ByteBuffer.wrap(filling))) {
      filled += n;
    }
    channel().configureBlocking(blocking);
  }

  @Override
  public TransferRequest request() {
    return request;
  }

  @Override
  public SocketChannel channel() {
    return line.target(SocketChannel.class);
  }

  @Override
  public void awaitEndAtPeer() throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(1 << 16);
    while (line.far().read(buffer.clear()) >= 0) {
      received.write(buffer.array(), 0, buffer.position());
    }
  }

  @Override
  public void checkAccount(TransferException failure) {
    byte[] all = received.toByteArray();
    assertThat(all.length).isGreaterThanOrEqualTo(filled);
    byte[] sent = Arrays.copyOfRange(all, filled, all.length);
    assertThat((long) sent.length)
        .as(failure.getMessage())
        .isBetween(failure.bytesTransferred(), failure.bytesTransferredAtMost());
    assertThat(sent).isEqualTo(Arrays.copyOf(content, sent.length));
  }

  @Override
  public void close() throws Exception {
    line.close();
    kept.close();
  }
}
