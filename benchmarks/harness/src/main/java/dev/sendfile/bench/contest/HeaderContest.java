package dev.sendfile.bench.contest;

import dev.sendfile.FileSource;
import dev.sendfile.PreparedTarget;
import dev.sendfile.Sendfile;
import dev.sendfile.TransferRequest;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** A header of 200 bytes and a file to a TCP connection, each contender to one of its own. */
final class HeaderContest {

  private static final int HEADER = 200;

  private final Field field;
  private final long size;
  private final Path path;
  private final FileChannel file;
  private final ByteBuffer header = header();

  HeaderContest(Field field) throws IOException {
    this.field = field;
    size = field.setting().size();
    path = field.course().file();
    file = field.keep(FileChannel.open(path));
  }

  /** The same that the rival in C sends. */
  static ByteBuffer header() {
    return ByteBuffer.allocateDirect(HEADER)
        .put("h".repeat(HEADER).getBytes(StandardCharsets.US_ASCII))
        .flip();
  }

  void open(List<? extends SendEntrant> entrants) throws IOException {
    Libraries libraries = field.libraries();
    Sendfile deployed = libraries.deployed();
    Sendfile withoutNative = libraries.withoutNative();
    field.enter("WRITE_TRANSFER_TO", this::writeTransferTo);
    field.enterRival("C_SENDFILE", "send", HEADER); // send with MSG_MORE, then sendfile
    open("SENDFILE", deployed);
    open("SENDFILE" + Libraries.WITHOUT_NATIVE, withoutNative);
    open("SENDFILE_NIO", libraries.forced("nio"));
    open("SENDFILE_RWLOOP", libraries.forced("rwloop"));
    FileSource source = field.keep(FileSource.open(path));
    prepared("SENDFILE_PREPARED", deployed, source);
    prepared("SENDFILE_PREPARED" + Libraries.WITHOUT_NATIVE, withoutNative, source);
    prepared("NATIVE_PREPARED", libraries.forced("native-sendfile"), source);
    prepared("NATIVE_WRITEV", libraries.forced("native-writev"), source);
    if (!field.course().cold()) { // pages that are mapped cannot be dropped, for nobody
      mapped(libraries);
    }
    EntrantEnds.enter(field, entrants, file, header);
  }

  private void mapped(Libraries libraries) throws IOException {
    if (size <= Integer.MAX_VALUE) {
      field.enter("MAPPED_BY_HAND", this::mappedByHand);
    }
    FileSource mapped = field.keep(FileSource.builder(path).mapped().open());
    prepared("SENDFILE_MAPPED", libraries.deployed(), mapped);
    prepared("SENDFILE_MAPPED" + Libraries.WITHOUT_NATIVE, libraries.withoutNative(), mapped);
    prepared("NATIVE_MAPPED_WRITEV", libraries.forced("native-mapped-writev"), mapped);
  }

  private Contender writeTransferTo() throws IOException {
    SocketChannel channel = field.channel();
    ByHand target = byHand(channel);
    ByteBuffer own = header.duplicate();
    return sender(
        "WRITE_TRANSFER_TO",
        channel,
        () -> {
          target.write(own.clear());
          target.transfer(file, size);
        });
  }

  /** One gathering write from memory. */
  private Contender mappedByHand() throws IOException {
    SocketChannel channel = field.channel();
    ByHand target = byHand(channel);
    ByteBuffer[] both = {header.duplicate(), file.map(FileChannel.MapMode.READ_ONLY, 0, size)};
    return sender(
        "MAPPED_BY_HAND",
        channel,
        () -> {
          both[0].clear();
          both[1].clear();
          target.write(both);
        });
  }

  private void open(String name, Sendfile sendfile) throws IOException {
    field.enter(
        name,
        () -> {
          SocketChannel channel = field.channel();
          TransferRequest request =
              TransferRequest.from(file).owned().to(channel).range(0, size).header(header);
          return sender(name, channel, LibraryMove.of(sendfile, request));
        });
  }

  private void prepared(String name, Sendfile sendfile, FileSource from) throws IOException {
    field.enter(
        name,
        () -> {
          SocketChannel channel = field.channel();
          PreparedTarget target = field.keep(PreparedTarget.of(channel));
          TransferRequest request =
              TransferRequest.from(from).to(target).range(0, size).header(header);
          return sender(name, channel, LibraryMove.of(sendfile, request));
        });
  }

  private ByHand byHand(SocketChannel channel) throws IOException {
    return new ByHand(channel, field.keep(Readiness.of(channel, SelectionKey.OP_WRITE)));
  }

  private Contender sender(String name, SocketChannel channel, Move move) throws IOException {
    return field.sender(name, field.draining(channel.socket()), move);
  }
}
