package dev.sendfile.karaf.commands;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.Pipe;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;

/** Real ends that exist only to be asked about. Closing this leaves nothing of them behind. */
final class Ends implements Closeable {

  private final Deque<Closeable> open = new ArrayDeque<>();

  private <T extends Closeable> T kept(T end) {
    open.push(end);
    return end;
  }

  /** A connected socket; nobody accepts it, and nobody needs to. */
  SocketChannel tcp() throws IOException {
    ServerSocketChannel server = kept(ServerSocketChannel.open());
    server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    return kept(SocketChannel.open(server.getLocalAddress()));
  }

  Pipe pipe() throws IOException {
    Pipe pipe = Pipe.open();
    kept(pipe.source());
    kept(pipe.sink());
    return pipe;
  }

  /** An empty file. */
  Path file() throws IOException {
    Path file = Files.createTempFile("sendfile", ".bin");
    kept(() -> Files.delete(file));
    return file;
  }

  @Override
  public void close() throws IOException {
    if (!open.isEmpty()) {
      try {
        open.pop().close();
      } finally { // all, whatever one throws
        close();
      }
    }
  }
}
