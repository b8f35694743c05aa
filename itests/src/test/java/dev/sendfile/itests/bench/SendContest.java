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

/** A file to a TCP connection, each contender to one of its own. */
final class SendContest implements Contest {

  private final long size;
  private final Field field;
  private final Path path;
  private final FileChannel file;
  private final FileSource source;
  private final FileSource mapped;
  private final FarEnd farEnd;

  SendContest(long size) throws IOException {
    this.size = size;
    field = new Field(size);
    path = RandomFile.make(size, field);
    file = field.keep(FileChannel.open(path));
    source = field.keep(FileSource.open(path));
    mapped = field.keep(FileSource.builder(path).mapped().open());
    farEnd = field.keep(FarEnd.start());
    Sendfile deployed = Libraries.deployed();
    Sendfile withoutNative = Libraries.withoutNative();
    byHand();
    field.add(Rival.start("C_SENDFILE", "send", farEnd.port(), path, size, 0));
    open("SENDFILE", deployed);
    open("SENDFILE" + WITHOUT_NATIVE, withoutNative);
    open("SENDFILE_NIO", Libraries.forced("nio"));
    open("SENDFILE_RWLOOP", Libraries.forced("rwloop"));
    open("NATIVE_SENDFILE", Libraries.forced("native-sendfile"));
    prepared("SENDFILE_PREPARED", deployed, source);
    prepared("SENDFILE_PREPARED" + WITHOUT_NATIVE, withoutNative, source);
    prepared("NATIVE_PREPARED", Libraries.forced("native-sendfile"), source);
    prepared("NATIVE_WRITEV", Libraries.forced("native-writev"), source);
    prepared("SENDFILE_MAPPED", deployed, mapped);
    prepared("SENDFILE_MAPPED" + WITHOUT_NATIVE, withoutNative, mapped);
    prepared("NATIVE_MAPPED_WRITEV", Libraries.forced("native-mapped-writev"), mapped);
    // opening the file for each send, as the rest does
    path("SENDFILE_PATH", deployed);
    path("SENDFILE_PATH" + WITHOUT_NATIVE, withoutNative);
    plain("SENDFILE_PLAIN_SOCKET", deployed);
    plain("SENDFILE_PLAIN_SOCKET" + WITHOUT_NATIVE, withoutNative);
    filesCopy();
  }

  @Override
  public List<Contender> contenders() {
    return field.contenders();
  }

  @Override
  public List<String> bases() {
    return List.of("TRANSFER_TO", "C_SENDFILE", "FILES_COPY");
  }

  private void byHand() throws IOException {
    SocketChannel channel = farEnd.channel();
    // the loop that people write around transferTo
    field.add("TRANSFER_TO", drained(channel.socket()), () -> transferTo(channel));
    SocketChannel other = farEnd.channel();
    ByteBuffer buffer = ByteBuffer.allocateDirect(256 << 10);
    // one read and one write: what the loop can be at best
    field.add("READ_WRITE_BY_HAND", drained(other.socket()), () -> readAndWrite(buffer, other));
    SocketChannel third = farEnd.channel();
    ByteBuffer kept = file.map(FileChannel.MapMode.READ_ONLY, 0, size);
    // one write from memory: what sending a hot file can be at best
    field.add("MAPPED_BY_HAND", drained(third.socket()), () -> write(kept.clear(), third));
  }

  private void open(String name, Sendfile sendfile) throws IOException {
    SocketChannel channel = farEnd.channel();
    field.add(
        name,
        drained(channel.socket()),
        sendfile,
        TransferRequest.from(file).to(channel).range(0, size),
        () -> sendfile.transfer(file, channel, 0, size));
  }

  private void prepared(String name, Sendfile sendfile, FileSource from) throws IOException {
    SocketChannel channel = farEnd.channel();
    PreparedTarget target = field.keep(PreparedTarget.of(channel));
    field.add(
        name,
        drained(channel.socket()),
        sendfile,
        TransferRequest.from(from).to(target).range(0, size),
        () -> sendfile.transfer(from, target, 0, size));
  }

  private void path(String name, Sendfile sendfile) throws IOException {
    SocketChannel channel = farEnd.channel();
    TransferRequest alike = TransferRequest.from(path).to(channel);
    field.add(
        name,
        drained(channel.socket()),
        sendfile,
        alike,
        () -> sendfile.transfer(TransferRequest.from(path).to(channel)));
  }

  private void plain(String name, Sendfile sendfile) throws IOException {
    Socket socket = farEnd.socket();
    TransferRequest alike = TransferRequest.from(path).to(socket);
    field.add(
        name,
        drained(socket),
        sendfile,
        alike,
        () -> sendfile.transfer(TransferRequest.from(path).to(socket)));
  }

  /** What the JDK offers for a path and a socket. */
  private void filesCopy() throws IOException {
    Socket socket = farEnd.socket();
    OutputStream stream = socket.getOutputStream();
    field.add("FILES_COPY", drained(socket), () -> Files.copy(path, stream));
  }

  private void transferTo(SocketChannel channel) throws IOException {
    long position = 0;
    while (position < size) {
      position += file.transferTo(position, size - position, channel);
    }
  }

  private void readAndWrite(ByteBuffer buffer, SocketChannel channel) throws IOException {
    long position = 0;
    while (position < size) {
      buffer.clear().limit((int) Math.min(buffer.capacity(), size - position));
      position += file.read(buffer, position);
      write(buffer.flip(), channel);
    }
  }

  private static void write(ByteBuffer buffer, SocketChannel channel) throws IOException {
    while (buffer.hasRemaining()) {
      channel.write(buffer);
    }
  }

  private static List<Link> drained(Socket socket) {
    return List.of(Link.draining(socket));
  }

  @Override
  public void close() throws IOException {
    field.close();
  }
}
