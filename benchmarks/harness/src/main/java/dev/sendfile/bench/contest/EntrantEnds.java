package dev.sendfile.bench.contest;

import dev.sendfile.bench.far.Link;
import dev.sendfile.bench.result.Setting;
import java.io.Closeable;
import java.io.IOException;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The ends of one entrant, which notice how it connects. */
final class EntrantEnds implements SendEnds {

  private final Field field;
  private final FileChannel file;
  private final ByteBuffer header;
  private final int port;
  private final List<Link> links = new ArrayList<>();

  EntrantEnds(Field field, FileChannel file, ByteBuffer header) throws IOException {
    this.field = field;
    this.file = file;
    this.header = header;
    port = field.farEnd().address().getPort();
  }

  /** Lets all of them take part that have something to do. */
  static void enter(
      Field field, List<? extends SendEntrant> entrants, FileChannel file, ByteBuffer header)
      throws IOException {
    for (SendEntrant entrant : entrants) {
      if (entrant.takesPart(field.setting())) {
        field.enter(entrant.name(), () -> new EntrantEnds(field, file, header).contender(entrant));
      }
    }
  }

  private Contender contender(SendEntrant entrant) throws IOException {
    Move move = entrant.open(this);
    if (links.size() != 1) {
      throw new IOException(
          entrant.name() + " has made " + links.size() + " connections to the far end: want 1");
    }
    return field.sender(entrant.name(), links, move);
  }

  @Override
  public Setting setting() {
    return field.setting();
  }

  @Override
  public Path path() {
    return field.course().file();
  }

  @Override
  public FileChannel file() {
    return file;
  }

  @Override
  public long size() {
    return setting().size();
  }

  @Override
  public ByteBuffer header() {
    return header.duplicate();
  }

  @Override
  public SocketChannel channel() throws IOException {
    SocketChannel channel = field.channel();
    links.add(field.draining(channel.socket()));
    return channel;
  }

  @Override
  public Socket socket() throws IOException {
    Socket socket = field.socket();
    links.add(field.draining(socket));
    return socket;
  }

  @Override
  public int port() {
    return port;
  }

  @Override
  public void connected(int localPort) throws IOException {
    links.add(field.draining(localPort));
  }

  @Override
  public <T extends Closeable> T keep(T closeable) {
    return field.keep(closeable);
  }
}
