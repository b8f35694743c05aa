package dev.sendfile.itests.bench;

import dev.sendfile.Sendfile;
import dev.sendfile.TransferRequest;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.List;

/** A TCP connection to another one, each contender between two of its own. */
final class PumpContest implements Contest {

  private final long size;
  private final Field field;
  private final FarEnd farEnd;

  PumpContest(long size) throws IOException {
    this.size = size;
    field = new Field(size);
    farEnd = field.keep(FarEnd.start());
    loop("LOOP_64K", 64 << 10);
    loop("LOOP_1M", 1 << 20);
    stream();
    field.add(Rival.start("C_SPLICE", "pump", farEnd.port(), "/dev/null", size, 0));
    pumped("PUMP", Libraries.deployed());
    pumped("PUMP" + WITHOUT_NATIVE, Libraries.withoutNative());
    pumped("NATIVE_SPLICE", Libraries.forced("native-splice"));
  }

  @Override
  public List<Contender> contenders() {
    return field.contenders();
  }

  @Override
  public List<String> bases() {
    return List.of("LOOP_64K", "STREAM", "C_SPLICE");
  }

  private void loop(String name, int capacity) throws IOException {
    SocketChannel from = farEnd.channel();
    SocketChannel to = farEnd.channel();
    ByteBuffer buffer = ByteBuffer.allocateDirect(capacity);
    field.add(name, linked(from, to), () -> readAndWrite(from, buffer, to));
  }

  private void stream() throws IOException {
    SocketChannel from = farEnd.channel();
    SocketChannel to = farEnd.channel();
    InputStream in = from.socket().getInputStream();
    OutputStream out = to.socket().getOutputStream();
    field.add("STREAM", linked(from, to), () -> copy(in, out));
  }

  private void pumped(String name, Sendfile sendfile) throws IOException {
    SocketChannel from = farEnd.channel();
    SocketChannel to = farEnd.channel();
    TransferRequest request = TransferRequest.from(from).to(to).range(0, size);
    field.add(name, linked(from, to), sendfile, request);
  }

  private void readAndWrite(SocketChannel from, ByteBuffer buffer, SocketChannel to)
      throws IOException {
    for (long left = size; left > 0; ) {
      buffer.clear().limit((int) Math.min(buffer.capacity(), left));
      left -= from.read(buffer);
      buffer.flip();
      while (buffer.hasRemaining()) {
        to.write(buffer);
      }
    }
  }

  private void copy(InputStream in, OutputStream out) throws IOException {
    byte[] bytes = new byte[16 << 10]; // as InputStream.transferTo takes it
    for (long left = size; left > 0; ) {
      int n = in.read(bytes, 0, (int) Math.min(bytes.length, left));
      out.write(bytes, 0, n);
      left -= n;
    }
  }

  private static List<Link> linked(SocketChannel from, SocketChannel to) {
    return List.of(Link.draining(to.socket()), Link.pouring(from.socket()));
  }

  @Override
  public void close() throws IOException {
    field.close();
  }
}
