package dev.sendfile.itests.bench;

import dev.sendfile.FileSource;
import dev.sendfile.PreparedTarget;
import dev.sendfile.Sendfile;
import dev.sendfile.TransferRequest;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A file to a TCP connection. */
final class SendContest implements Contest {

  private final long size;
  private final Path path;
  private final FileChannel file;
  private final FarEnd farEnd;
  private final SocketChannel channel;
  private final Socket socket;
  private final FileSource source;
  private final FileSource mapped;
  private final PreparedTarget target;
  private final ByteBuffer kept;
  private final ByteBuffer buffer = ByteBuffer.allocateDirect(256 << 10);

  SendContest(long size) throws IOException {
    this.size = size;
    path = RandomFile.make(size);
    file = FileChannel.open(path);
    farEnd = FarEnd.start(2);
    channel = SocketChannel.open(farEnd.address());
    channel.setOption(java.net.StandardSocketOptions.TCP_NODELAY, true);
    socket = new Socket(farEnd.address().getAddress(), farEnd.address().getPort());
    socket.setTcpNoDelay(true);
    source = FileSource.open(path);
    mapped = FileSource.builder(path).mapped().open();
    target = PreparedTarget.of(channel);
    kept = file.map(FileChannel.MapMode.READ_ONLY, 0, size);
  }

  @Override
  public List<String> bases() {
    return List.of("TRANSFER_TO", "FILES_COPY");
  }

  @Override
  public List<Contender> contenders() {
    Sendfile any = Sendfile.getDefault();
    Sendfile nio = any.withForce("nio");
    Sendfile rwloop = any.withForce("rwloop");
    Link near = channelLink();
    Link plain = socketLink();
    OutputStream stream = stream();
    return List.of(
        // the loop that people write around transferTo
        new Contender("TRANSFER_TO", near, this::transferTo),
        // one read and one write: what the loop can be at best
        new Contender("READ_WRITE_BY_HAND", near, this::readAndWrite),
        // one write from memory: what sending a hot file can be at best
        new Contender("MAPPED_BY_HAND", near, this::write),
        new Contender("SENDFILE", near, () -> any.transfer(file, channel, 0, size)),
        new Contender("SENDFILE_NIO", near, () -> nio.transfer(file, channel, 0, size)),
        new Contender("SENDFILE_RWLOOP", near, () -> rwloop.transfer(file, channel, 0, size)),
        new Contender("SENDFILE_PREPARED", near, () -> any.transfer(source, target, 0, size)),
        new Contender("SENDFILE_MAPPED", near, () -> any.transfer(mapped, target, 0, size)),
        // opening the file for each send, as the next two do
        new Contender(
            "SENDFILE_PATH", near, () -> any.transfer(TransferRequest.from(path).to(channel))),
        new Contender("SENDFILE_PLAIN_SOCKET", plain, () -> Sendfile.send(path, socket)),
        // what the JDK offers for a path and a socket
        new Contender("FILES_COPY", plain, () -> Files.copy(path, stream)));
  }

  private Link channelLink() {
    try {
      return new Link(channel.socket().getInputStream(), channel.socket().getOutputStream(), false);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private Link socketLink() {
    try {
      return new Link(socket.getInputStream(), socket.getOutputStream(), false);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private OutputStream stream() {
    try {
      return socket.getOutputStream();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private void transferTo() throws IOException {
    long position = 0;
    while (position < size) {
      position += file.transferTo(position, size - position, channel);
    }
  }

  private void write() throws IOException {
    kept.clear();
    while (kept.hasRemaining()) {
      channel.write(kept);
    }
  }

  private void readAndWrite() throws IOException {
    long position = 0;
    while (position < size) {
      buffer.clear().limit((int) Math.min(buffer.capacity(), size - position));
      position += file.read(buffer, position);
      buffer.flip();
      while (buffer.hasRemaining()) {
        channel.write(buffer);
      }
    }
  }

  @Override
  public void close() throws IOException {
    target.close();
    mapped.close();
    source.close();
    socket.close();
    channel.close();
    farEnd.close();
    file.close();
    Files.delete(path);
  }
}
