package dev.sendfile.bench.contest;

import dev.sendfile.FileSource;
import dev.sendfile.PreparedTarget;
import dev.sendfile.Sendfile;
import dev.sendfile.TransferRequest;
import dev.sendfile.bench.result.Mode;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A file to a TCP connection, each contender to one of its own. */
final class SendContest {

  private static final ByteBuffer NO_HEADER = ByteBuffer.allocateDirect(0);

  private final Field field;
  private final long size;
  private final Path path;
  private final FileChannel file;

  SendContest(Field field) throws IOException {
    this.field = field;
    size = field.setting().size();
    path = field.course().file();
    file = field.keep(FileChannel.open(path));
  }

  void open(List<? extends SendEntrant> entrants) throws IOException {
    Libraries libraries = field.libraries();
    Sendfile deployed = libraries.deployed();
    Sendfile withoutNative = libraries.withoutNative();
    byHand();
    field.enterRival("C_SENDFILE", "send", 0);
    open("SENDFILE", deployed);
    open("SENDFILE" + Libraries.WITHOUT_NATIVE, withoutNative);
    open("SENDFILE_NIO", libraries.forced("nio"));
    open("SENDFILE_RWLOOP", libraries.forced("rwloop"));
    open("NATIVE_SENDFILE", libraries.forced("native-sendfile"));
    FileSource source = field.keep(FileSource.open(path));
    prepared("SENDFILE_PREPARED", deployed, source);
    prepared("SENDFILE_PREPARED" + Libraries.WITHOUT_NATIVE, withoutNative, source);
    prepared("NATIVE_PREPARED", libraries.forced("native-sendfile"), source);
    prepared("NATIVE_WRITEV", libraries.forced("native-writev"), source);
    if (!field.course().cold()) { // pages that are mapped cannot be dropped, for nobody
      mapped(libraries);
    }
    path("SENDFILE_PATH", deployed);
    path("SENDFILE_PATH" + Libraries.WITHOUT_NATIVE, withoutNative);
    if (!field.in(Mode.NON_BLOCKING)) { // where a stream cannot be
      plain("SENDFILE_PLAIN_SOCKET", deployed);
      plain("SENDFILE_PLAIN_SOCKET" + Libraries.WITHOUT_NATIVE, withoutNative);
      streams();
    }
    EntrantEnds.enter(field, entrants, file, NO_HEADER);
  }

  private void byHand() throws IOException {
    // the loop that people write around transferTo; on a virtual thread it spins
    String loop = field.in(Mode.VIRTUAL) ? "USUAL_LOOP" : "TRANSFER_TO";
    field.enter(
        loop,
        () -> {
          SocketChannel channel = field.channel();
          field.use(channel);
          ByHand target = new ByHand(channel, writable(channel));
          return sender(loop, channel, () -> target.transfer(file, size));
        });
    // one read and one write: what the loop can be at best
    field.enter(
        "READ_WRITE_BY_HAND",
        () -> {
          SocketChannel channel = field.channel();
          ByHand target = new ByHand(channel, writable(channel));
          ByteBuffer buffer = ByteBuffer.allocateDirect(256 << 10);
          return sender(
              "READ_WRITE_BY_HAND", channel, () -> target.readAndWrite(file, size, buffer));
        });
  }

  private void mapped(Libraries libraries) throws IOException {
    if (size <= Integer.MAX_VALUE) {
      // one write from memory: what sending a hot file can be at best
      field.enter(
          "MAPPED_BY_HAND",
          () -> {
            SocketChannel channel = field.channel();
            ByHand target = new ByHand(channel, writable(channel));
            ByteBuffer kept = file.map(FileChannel.MapMode.READ_ONLY, 0, size);
            return sender("MAPPED_BY_HAND", channel, () -> target.write(kept.clear()));
          });
    }
    FileSource mapped = field.keep(FileSource.builder(path).mapped().open());
    prepared("SENDFILE_MAPPED", libraries.deployed(), mapped);
    prepared("SENDFILE_MAPPED" + Libraries.WITHOUT_NATIVE, libraries.withoutNative(), mapped);
    prepared("NATIVE_MAPPED_WRITEV", libraries.forced("native-mapped-writev"), mapped);
  }

  private void open(String name, Sendfile sendfile) throws IOException {
    field.enter(
        name,
        () -> {
          SocketChannel channel = field.channel();
          TransferRequest alone = TransferRequest.from(file).owned().to(channel).range(0, size);
          return sender(
              name, channel, LibraryMove.of(sendfile, alone, () -> sendfile.transfer(alone)));
        });
  }

  private void prepared(String name, Sendfile sendfile, FileSource from) throws IOException {
    field.enter(
        name,
        () -> {
          SocketChannel channel = field.channel();
          PreparedTarget target = field.keep(PreparedTarget.of(channel));
          TransferRequest alike = TransferRequest.from(from).to(target).range(0, size);
          return sender(
              name,
              channel,
              LibraryMove.of(sendfile, alike, () -> sendfile.transfer(from, target, 0, size)));
        });
  }

  /** Opening the file for each send, as the rest does. */
  private void path(String name, Sendfile sendfile) throws IOException {
    field.enter(
        name,
        () -> {
          SocketChannel channel = field.channel();
          return sender(
              name,
              channel,
              LibraryMove.of(
                  sendfile,
                  TransferRequest.from(path).to(channel),
                  () -> sendfile.transfer(TransferRequest.from(path).to(channel))));
        });
  }

  private void plain(String name, Sendfile sendfile) throws IOException {
    field.enter(
        name,
        () -> {
          Socket socket = field.socket();
          return field.sender(
              name,
              field.draining(socket),
              LibraryMove.of(
                  sendfile,
                  TransferRequest.from(path).to(socket),
                  () -> sendfile.transfer(TransferRequest.from(path).to(socket))));
        });
  }

  /** What the JDK offers for a path and a socket. */
  private void streams() throws IOException {
    field.enter(
        "FILES_COPY",
        () -> {
          Socket socket = field.socket();
          OutputStream out = socket.getOutputStream();
          return field.sender("FILES_COPY", field.draining(socket), () -> Files.copy(path, out));
        });
    field.enter(
        "STREAM_TRANSFER_TO",
        () -> {
          Socket socket = field.socket();
          OutputStream out = socket.getOutputStream();
          return field.sender(
              "STREAM_TRANSFER_TO",
              field.draining(socket),
              () -> {
                try (InputStream in = Files.newInputStream(path)) {
                  in.transferTo(out);
                }
              });
        });
  }

  private Readiness writable(SocketChannel channel) throws IOException {
    return field.keep(Readiness.of(channel, SelectionKey.OP_WRITE));
  }

  private Contender sender(String name, SocketChannel channel, Move move) throws IOException {
    return field.sender(name, field.draining(channel.socket()), move);
  }
}
