package dev.sendfile.itests.bench;

import dev.sendfile.Sendfile;
import dev.sendfile.TransferRequest;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/** A TCP connection to a file that is open, from its beginning on. */
final class ReceiveContest implements Contest {

  private final long size;
  private final Path path;
  private final FileChannel file;
  private final FarEnd farEnd;
  private final SocketChannel channel;
  private final ByteBuffer buffer = ByteBuffer.allocateDirect(1 << 20);

  ReceiveContest(long size) throws IOException {
    this.size = size;
    path = RandomFile.make(size);
    file = FileChannel.open(path, StandardOpenOption.WRITE);
    farEnd = FarEnd.start(1);
    channel = SocketChannel.open(farEnd.address());
  }

  @Override
  public List<String> bases() {
    return List.of("TRANSFER_FROM", "STREAM");
  }

  @Override
  public List<Contender> contenders() {
    Link link;
    try {
      link = new Link(channel.socket().getInputStream(), channel.socket().getOutputStream(), true);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
    TransferRequest request = TransferRequest.from(channel).to(file).range(0, size).targetOffset(0);
    return List.of(
        // the loop that people write around transferFrom
        new Contender("TRANSFER_FROM", link, this::transferFrom),
        // a stream copied as the JDK copies streams
        new Contender("STREAM", link, this::stream),
        // a large buffer: what the loop can be at best
        new Contender("READ_WRITE_BY_HAND", link, this::readAndWrite),
        new Contender("RECEIVE", link, () -> Sendfile.getDefault().transfer(request)));
  }

  private void transferFrom() throws IOException {
    long position = 0;
    while (position < size) {
      position += file.transferFrom(channel, position, size - position);
    }
  }

  private void stream() throws IOException {
    file.position(0);
    byte[] bytes = new byte[16 << 10]; // as InputStream.transferTo takes it
    var in = channel.socket().getInputStream();
    for (long left = size; left > 0; ) {
      int n = in.read(bytes, 0, (int) Math.min(bytes.length, left));
      file.write(ByteBuffer.wrap(bytes, 0, n));
      left -= n;
    }
  }

  private void readAndWrite() throws IOException {
    long position = 0;
    while (position < size) {
      buffer.clear().limit((int) Math.min(buffer.capacity(), size - position));
      channel.read(buffer);
      buffer.flip();
      while (buffer.hasRemaining()) {
        position += file.write(buffer, position);
      }
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
    farEnd.close();
    file.close();
    Files.delete(path);
  }
}
