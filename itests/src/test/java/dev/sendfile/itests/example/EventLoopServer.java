package dev.sendfile.itests.example;

import dev.sendfile.Advance;
import dev.sendfile.FileSource;
import dev.sendfile.Sendfile;
import dev.sendfile.Transfer;
import dev.sendfile.TransferException;
import dev.sendfile.TransferRequest;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;

/** Sends one file to everybody who connects, with one thread and one selector. */
public final class EventLoopServer implements Runnable, Closeable {

  private final Sendfile sendfile;
  private final FileSource file;
  private final Selector selector;
  private final ServerSocketChannel server;
  private volatile boolean closed;
  private int served;
  private int broken;

  public EventLoopServer(Sendfile sendfile, FileSource file) throws IOException {
    this.sendfile = sendfile;
    this.file = file;
    selector = Selector.open();
    InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    server = ServerSocketChannel.open().bind(any, 1_024);
    server.configureBlocking(false);
    server.register(selector, SelectionKey.OP_ACCEPT);
  }

  public SocketAddress address() throws IOException {
    return server.getLocalAddress();
  }

  @Override
  public void run() {
    try (server;
        selector) {
      while (!closed) {
        selector.select(this::ready);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void ready(SelectionKey key) {
    try {
      if (key.isAcceptable()) {
        accept();
      } else {
        goOn(key);
      }
    } catch (IOException e) {
      broken++; // one client that hangs up is no reason to stop
    }
  }

  private void accept() throws IOException {
    SocketChannel client = server.accept();
    if (client != null) {
      client.configureBlocking(false);
      Transfer transfer = sendfile.open(TransferRequest.from(file).to(client));
      goOn(client.register(selector, SelectionKey.OP_WRITE, transfer));
    }
  }

  private void goOn(SelectionKey key) throws IOException {
    Transfer transfer = (Transfer) key.attachment();
    try {
      if (transfer.advance() == Advance.DONE) {
        key.channel().close(); // else it waits until the client takes more
        served++;
      }
    } catch (TransferException e) {
      key.channel().close();
      throw e;
    }
  }

  /** How many have got the whole file; to be asked when {@link #run} has returned. */
  public int served() {
    return served;
  }

  /** How many have hung up before. */
  public int broken() {
    return broken;
  }

  @Override
  public void close() {
    closed = true;
    selector.wakeup();
  }
}
