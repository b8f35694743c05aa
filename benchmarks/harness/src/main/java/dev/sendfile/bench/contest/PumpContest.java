package dev.sendfile.bench.contest;

import dev.sendfile.Sendfile;
import dev.sendfile.TransferRequest;
import dev.sendfile.bench.result.Mode;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.List;

/** A TCP connection to another one, each contender between two of its own. */
final class PumpContest {

  private final Field field;
  private final long size;

  PumpContest(Field field) {
    this.field = field;
    size = field.setting().size();
  }

  void open() throws IOException {
    Libraries libraries = field.libraries();
    loop("LOOP_64K", 64 << 10);
    loop("LOOP_1M", 1 << 20);
    if (!field.in(Mode.NON_BLOCKING)) { // where a stream cannot be
      field.enter("STREAM", this::stream);
    }
    field.enterRival("C_SPLICE", "pump", 0);
    pumped("PUMP", libraries.deployed());
    pumped("PUMP" + Libraries.WITHOUT_NATIVE, libraries.withoutNative());
    pumped("NATIVE_SPLICE", libraries.forced("native-splice"));
  }

  private void loop(String name, int capacity) throws IOException {
    field.enter(
        name,
        () -> {
          SocketChannel from = field.channel();
          SocketChannel to = field.channel();
          Readiness readable = field.keep(Readiness.of(from, SelectionKey.OP_READ));
          ByHand target = new ByHand(to, field.keep(Readiness.of(to, SelectionKey.OP_WRITE)));
          ByteBuffer buffer = ByteBuffer.allocateDirect(capacity);
          return pump(name, from, to, () -> readAndWrite(from, readable, buffer, target));
        });
  }

  private void readAndWrite(
      SocketChannel from, Readiness readable, ByteBuffer buffer, ByHand target) throws IOException {
    for (long left = size; left > 0; ) {
      buffer.clear().limit((int) Math.min(buffer.capacity(), left));
      int n = from.read(buffer);
      left -= n;
      if (n == 0) {
        readable.await();
      }
      target.write(buffer.flip());
    }
  }

  private Contender stream() throws IOException {
    SocketChannel from = field.channel();
    SocketChannel to = field.channel();
    InputStream in = from.socket().getInputStream();
    OutputStream out = to.socket().getOutputStream();
    return pump("STREAM", from, to, () -> copy(in, out));
  }

  private void copy(InputStream in, OutputStream out) throws IOException {
    byte[] bytes = new byte[16 << 10]; // as InputStream.transferTo takes it
    for (long left = size; left > 0; ) {
      int n = in.read(bytes, 0, (int) Math.min(bytes.length, left));
      out.write(bytes, 0, n);
      left -= n;
    }
  }

  private void pumped(String name, Sendfile sendfile) throws IOException {
    field.enter(
        name,
        () -> {
          SocketChannel from = field.channel();
          SocketChannel to = field.channel();
          TransferRequest request = TransferRequest.from(from).to(to).range(0, size);
          return pump(name, from, to, LibraryMove.of(sendfile, request));
        });
  }

  private Contender pump(String name, SocketChannel from, SocketChannel to, Move move)
      throws IOException {
    return field.sender(
        name, List.of(field.draining(to.socket()), field.pouring(from.socket())), move);
  }
}
