package dev.sendfile.bench.contest;

import dev.sendfile.bench.result.Setting;
import java.io.Closeable;
import java.io.IOException;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;

/** From where to where an entrant sends. */
public interface SendEnds {

  /**
   * Returns what all contenders have in common.
   *
   * @return work, mode, cache and size
   */
  Setting setting();

  /**
   * Returns the file, to open it for each transfer.
   *
   * @return a file of {@link #size} bytes
   */
  Path path();

  /**
   * Returns the file, opened before.
   *
   * @return a channel to read, which all contenders share: its position is nobody's
   */
  FileChannel file();

  /**
   * Returns how many bytes of the file are to be sent.
   *
   * @return all of them, at least 1
   */
  long size();

  /**
   * Returns what goes ahead of the file in each transfer.
   *
   * @return a direct buffer of the caller's own; with nothing in it unless the work is {@code
   *     HEADER}
   */
  ByteBuffer header();

  /**
   * Connects to the far end by a channel, without delay of small segments.
   *
   * @return a channel that blocks or not as the mode of the setting wants it, closed with the
   *     contest
   * @throws IOException if that fails
   */
  SocketChannel channel() throws IOException;

  /**
   * Connects to the far end by a socket without a channel, without delay of small segments.
   *
   * @return a socket, closed with the contest
   * @throws IOException if that fails
   */
  Socket socket() throws IOException;

  /**
   * Returns where the far end listens, for an entrant that connects by itself.
   *
   * @return a port of the loopback address {@code 127.0.0.1}
   */
  int port();

  /**
   * Has the far end receive what comes by a connection that the entrant has made to {@link #port}
   * by itself. Nothing may have been written to it before.
   *
   * @param localPort the port of the entrant's own side
   * @throws IOException if the far end knows no such connection
   */
  void connected(int localPort) throws IOException;

  /**
   * Closes something when the contest is over, before what was there earlier.
   *
   * @param <T> its type
   * @param closeable what
   * @return the same
   */
  <T extends Closeable> T keep(T closeable);
}
