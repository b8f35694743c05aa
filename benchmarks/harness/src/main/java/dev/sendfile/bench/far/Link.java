package dev.sendfile.bench.far;

import dev.sendfile.bench.far.Order.Verb;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

/** A connection to the far end, seen by the one who tells the far end what to do with it. */
public final class Link implements Closeable {

  private final SocketChannel orders;
  private final Verb verb;
  private final ByteBuffer answer = ByteBuffer.allocate(Order.BYTES);

  private Link(SocketChannel orders, Verb verb) {
    this.orders = orders;
    this.verb = verb;
  }

  /**
   * Takes charge of a connection whose far end receives.
   *
   * @param farEnd the far end
   * @param localPort the port of the near side
   * @param awake whether the far end looks again and again while nothing comes, instead of sleeping
   *     until the sender wakes it
   * @return the link, which closes the far side with itself
   * @throws IOException if there is no such connection
   */
  public static Link draining(FarEnd farEnd, int localPort, boolean awake) throws IOException {
    return attach(farEnd, localPort, awake ? Verb.DRAIN_AWAKE : Verb.DRAIN);
  }

  /**
   * Takes charge of a connection whose far end sends.
   *
   * @param farEnd the far end
   * @param localPort the port of the near side
   * @return the link, which closes the far side with itself
   * @throws IOException if there is no such connection
   */
  public static Link pouring(FarEnd farEnd, int localPort) throws IOException {
    return attach(farEnd, localPort, Verb.POUR);
  }

  private static Link attach(FarEnd farEnd, int localPort, Verb verb) throws IOException {
    SocketChannel orders = SocketChannel.open(farEnd.orders());
    orders.setOption(StandardSocketOptions.TCP_NODELAY, true);
    Link link = new Link(orders, verb);
    new Order(Verb.ATTACH, localPort).write(orders);
    if (link.answer().getLong() < 0) {
      link.close();
      throw new IOException(
          "no connection from port " + localPort + " has come to the far end of the benchmark");
    }
    return link;
  }

  /**
   * Says how many bytes will be moved.
   *
   * @param bytes how many
   * @throws IOException if the far end is gone
   */
  public void announce(long bytes) throws IOException {
    new Order(verb, bytes).write(orders);
  }

  /**
   * Waits until the far end has all of them. What it sends has arrived when it was received.
   *
   * @throws IOException if the far end is gone
   */
  public void settle() throws IOException {
    if (verb != Verb.POUR) {
      answer();
    }
  }

  /**
   * Says that bytes will be moved once, and looked at; {@link #arrived} has to follow.
   *
   * @param bytes how many
   * @throws IOException if the far end is gone
   */
  public void prove(long bytes) throws IOException {
    new Order(verb == Verb.POUR ? verb : Verb.PROVE, bytes).write(orders);
  }

  /**
   * Says that all that was to come is sent, and asks what has come.
   *
   * @return what the far end of a link that drains has received since it was to prove
   * @throws IOException if the far end is gone
   */
  public Bytes arrived() throws IOException {
    new Order(Verb.END, 0).write(orders);
    ByteBuffer told = answer();
    return new Bytes(told.getLong(), told.getLong());
  }

  private ByteBuffer answer() throws IOException {
    ByteBuffer told = Wire.read(orders, answer.clear());
    if (told == null) {
      throw new EOFException("the far end of the benchmark has closed a connection");
    }
    return told;
  }

  @Override
  public void close() throws IOException {
    orders.close();
  }
}
