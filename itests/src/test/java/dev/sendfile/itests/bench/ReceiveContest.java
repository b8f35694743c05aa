package dev.sendfile.itests.bench;

import dev.sendfile.Sendfile;
import dev.sendfile.TransferRequest;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/**
 * A TCP connection, for each contender one of its own, to a file that is open, from its beginning
 * on.
 */
final class ReceiveContest implements Contest {

  private final long size;
  private final Field field;
  private final FileChannel file;
  private final FarEnd farEnd;

  ReceiveContest(long size) throws IOException {
    this.size = size;
    field = new Field(size);
    Path path = RandomFile.make(size, field);
    file = field.keep(FileChannel.open(path, StandardOpenOption.WRITE));
    farEnd = field.keep(FarEnd.start());
    byHand();
    field.add(Rival.start("C_SPLICE", "receive", farEnd.port(), path, size, 0));
    received("RECEIVE", Libraries.deployed());
    received("RECEIVE" + WITHOUT_NATIVE, Libraries.withoutNative());
    received("NATIVE_SPLICE", Libraries.forced("native-splice"));
  }

  @Override
  public List<Contender> contenders() {
    return field.contenders();
  }

  @Override
  public List<String> bases() {
    return List.of("TRANSFER_FROM", "STREAM", "C_SPLICE");
  }

  private void byHand() throws IOException {
    SocketChannel channel = farEnd.channel();
    // the loop that people write around transferFrom
    field.add("TRANSFER_FROM", poured(channel.socket()), () -> transferFrom(channel));
    Socket socket = farEnd.channel().socket();
    // a stream copied as the JDK copies streams
    field.add("STREAM", poured(socket), () -> stream(socket.getInputStream()));
    SocketChannel other = farEnd.channel();
    ByteBuffer buffer = ByteBuffer.allocateDirect(1 << 20);
    // a large buffer: what the loop can be at best
    field.add("READ_WRITE_BY_HAND", poured(other.socket()), () -> readAndWrite(other, buffer));
  }

  private void received(String name, Sendfile sendfile) throws IOException {
    SocketChannel channel = farEnd.channel();
    TransferRequest request = TransferRequest.from(channel).to(file).range(0, size).targetOffset(0);
    field.add(name, poured(channel.socket()), sendfile, request);
  }

  private void transferFrom(SocketChannel channel) throws IOException {
    long position = 0;
    while (position < size) {
      position += file.transferFrom(channel, position, size - position);
    }
  }

  private void stream(InputStream in) throws IOException {
    file.position(0);
    byte[] bytes = new byte[16 << 10]; // as InputStream.transferTo takes it
    for (long left = size; left > 0; ) {
      int n = in.read(bytes, 0, (int) Math.min(bytes.length, left));
      file.write(ByteBuffer.wrap(bytes, 0, n));
      left -= n;
    }
  }

  private void readAndWrite(SocketChannel channel, ByteBuffer buffer) throws IOException {
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

  private static List<Link> poured(Socket socket) {
    return List.of(Link.pouring(socket));
  }

  @Override
  public void close() throws IOException {
    field.close();
  }
}
