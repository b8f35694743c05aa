package dev.sendfile.bench.contest;

import dev.sendfile.Sendfile;
import dev.sendfile.TransferRequest;
import dev.sendfile.bench.result.Mode;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.nio.file.StandardOpenOption;

/**
 * A TCP connection, for each contender one of its own, to a file that is open, from its beginning
 * on.
 */
final class ReceiveContest {

  private final Field field;
  private final long size;
  private final FileChannel file;

  ReceiveContest(Field field) throws IOException {
    this.field = field;
    size = field.setting().size();
    file = field.keep(FileChannel.open(field.course().file(), StandardOpenOption.WRITE));
  }

  void open() throws IOException {
    Libraries libraries = field.libraries();
    field.enter("TRANSFER_FROM", this::transferFrom);
    if (!field.in(Mode.NON_BLOCKING)) { // where a stream cannot be
      field.enter("STREAM", this::stream);
    }
    field.enter("READ_WRITE_BY_HAND", this::readAndWrite);
    field.enterRival("C_SPLICE", "receive", 0);
    received("RECEIVE", libraries.deployed());
    received("RECEIVE" + Libraries.WITHOUT_NATIVE, libraries.withoutNative());
    received("NATIVE_SPLICE", libraries.forced("native-splice"));
  }

  private void received(String name, Sendfile sendfile) throws IOException {
    field.enter(
        name,
        () -> {
          SocketChannel channel = field.channel();
          TransferRequest request =
              TransferRequest.from(channel).to(file).range(0, size).targetOffset(0);
          return receiver(name, channel.socket(), LibraryMove.of(sendfile, request));
        });
  }

  /** The loop that people write around transferFrom. */
  private Contender transferFrom() throws IOException {
    SocketChannel channel = field.channel();
    Readiness readable = readable(channel);
    return receiver("TRANSFER_FROM", channel.socket(), () -> transferFrom(channel, readable));
  }

  private void transferFrom(SocketChannel channel, Readiness readable) throws IOException {
    long position = 0;
    while (position < size) {
      long n = file.transferFrom(channel, position, size - position);
      position += n;
      if (n == 0) {
        readable.await();
      }
    }
  }

  /** A stream copied as the JDK copies streams. */
  private Contender stream() throws IOException {
    Socket socket = field.channel().socket();
    InputStream in = socket.getInputStream();
    return receiver("STREAM", socket, () -> stream(in));
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

  /** A large buffer: what the loop can be at best. */
  private Contender readAndWrite() throws IOException {
    SocketChannel channel = field.channel();
    Readiness readable = readable(channel);
    ByteBuffer buffer = ByteBuffer.allocateDirect(1 << 20);
    return receiver(
        "READ_WRITE_BY_HAND", channel.socket(), () -> readAndWrite(channel, readable, buffer));
  }

  private void readAndWrite(SocketChannel channel, Readiness readable, ByteBuffer buffer)
      throws IOException {
    long position = 0;
    while (position < size) {
      buffer.clear().limit((int) Math.min(buffer.capacity(), size - position));
      if (channel.read(buffer) == 0) {
        readable.await();
      }
      buffer.flip();
      while (buffer.hasRemaining()) {
        position += file.write(buffer, position);
      }
    }
  }

  private Readiness readable(SocketChannel channel) throws IOException {
    return field.keep(Readiness.of(channel, SelectionKey.OP_READ));
  }

  private Contender receiver(String name, Socket near, Move move) throws IOException {
    return field.receiver(name, field.pouring(near), move);
  }
}
