package dev.sendfile.itests.bench;

import dev.sendfile.FileSource;
import dev.sendfile.PreparedTarget;
import dev.sendfile.Sendfile;
import dev.sendfile.TransferRequest;
import java.io.IOException;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.List;

/** A header of 200 bytes and a file to a TCP connection, each contender to one of its own. */
final class HeaderContest implements Contest {

  private static final int HEADER = 200;

  private final long size;
  private final Field field;
  private final FileChannel file;
  private final FarEnd farEnd;
  private final ByteBuffer header = ByteBuffer.allocateDirect(HEADER);

  HeaderContest(long size) throws IOException {
    this.size = size;
    field = new Field(HEADER + size);
    Path path = RandomFile.make(size, field);
    file = field.keep(FileChannel.open(path));
    FileSource source = field.keep(FileSource.open(path));
    FileSource mapped = field.keep(FileSource.builder(path).mapped().open());
    farEnd = field.keep(FarEnd.start());
    byHand();
    // send with MSG_MORE, then sendfile
    field.add(Rival.start("C_SENDFILE", "send", farEnd.port(), path, size, HEADER));
    Sendfile deployed = Libraries.deployed();
    Sendfile withoutNative = Libraries.withoutNative();
    open("SENDFILE", deployed);
    open("SENDFILE" + WITHOUT_NATIVE, withoutNative);
    prepared("SENDFILE_PREPARED", deployed, source);
    prepared("SENDFILE_PREPARED" + WITHOUT_NATIVE, withoutNative, source);
    prepared("NATIVE_PREPARED", Libraries.forced("native-sendfile"), source);
    prepared("NATIVE_WRITEV", Libraries.forced("native-writev"), source);
    prepared("SENDFILE_MAPPED", deployed, mapped);
    prepared("SENDFILE_MAPPED" + WITHOUT_NATIVE, withoutNative, mapped);
    prepared("NATIVE_MAPPED_WRITEV", Libraries.forced("native-mapped-writev"), mapped);
  }

  @Override
  public List<Contender> contenders() {
    return field.contenders();
  }

  @Override
  public List<String> bases() {
    return List.of("WRITE_TRANSFER_TO", "C_SENDFILE");
  }

  private void byHand() throws IOException {
    SocketChannel channel = farEnd.channel();
    field.add("WRITE_TRANSFER_TO", drained(channel.socket()), () -> writeTransferTo(channel));
    SocketChannel other = farEnd.channel();
    ByteBuffer[] both = {header.duplicate(), file.map(FileChannel.MapMode.READ_ONLY, 0, size)};
    // one gathering write from memory
    field.add("MAPPED_BY_HAND", drained(other.socket()), () -> write(both, other));
  }

  private void open(String name, Sendfile sendfile) throws IOException {
    SocketChannel channel = farEnd.channel();
    TransferRequest request = TransferRequest.from(file).to(channel).range(0, size).header(header);
    field.add(name, drained(channel.socket()), sendfile, request);
  }

  private void prepared(String name, Sendfile sendfile, FileSource from) throws IOException {
    SocketChannel channel = farEnd.channel();
    PreparedTarget target = field.keep(PreparedTarget.of(channel));
    TransferRequest request = TransferRequest.from(from).to(target).range(0, size).header(header);
    field.add(name, drained(channel.socket()), sendfile, request);
  }

  private void writeTransferTo(SocketChannel channel) throws IOException {
    header.clear();
    while (header.hasRemaining()) {
      channel.write(header);
    }
    header.clear();
    long position = 0;
    while (position < size) {
      position += file.transferTo(position, size - position, channel);
    }
  }

  private static void write(ByteBuffer[] both, SocketChannel channel) throws IOException {
    both[0].clear();
    both[1].clear();
    while (both[1].hasRemaining()) {
      channel.write(both);
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
