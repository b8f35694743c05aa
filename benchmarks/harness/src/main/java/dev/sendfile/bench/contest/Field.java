package dev.sendfile.bench.contest;

import dev.sendfile.bench.far.FarEnd;
import dev.sendfile.bench.far.Link;
import dev.sendfile.bench.far.Rival;
import dev.sendfile.bench.result.LeftOut;
import dev.sendfile.bench.result.Mode;
import dev.sendfile.bench.result.Setting;
import dev.sendfile.bench.result.Work;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** A contest that is filled with contenders. */
final class Field implements Contest {

  /** Opens what a contender needs. */
  @FunctionalInterface
  interface Opening {
    Contender open() throws IOException;
  }

  private final Bench bench;
  private final Course course;
  private final Predicate<String> wanted;
  private final List<Contender> contenders = new ArrayList<>();
  private final List<LeftOut> leftOut = new ArrayList<>();
  private final Deque<Closeable> kept = new ArrayDeque<>();

  Field(Bench bench, Course course, Predicate<String> wanted) {
    this.bench = bench;
    this.course = course;
    this.wanted = wanted;
  }

  @Override
  public Setting setting() {
    return course.setting();
  }

  @Override
  public List<Contender> contenders() {
    return List.copyOf(contenders);
  }

  @Override
  public List<LeftOut> leftOut() {
    return List.copyOf(leftOut);
  }

  Course course() {
    return course;
  }

  Libraries libraries() {
    return bench.libraries();
  }

  boolean in(Mode mode) {
    return setting().mode() == mode;
  }

  FarEnd farEnd() throws IOException {
    return bench.farEnd();
  }

  /** Closes something when the contest is over, before what was there earlier. */
  <T extends Closeable> T keep(T closeable) {
    kept.push(closeable);
    return closeable;
  }

  /** Takes a contender if somebody wants it and it can take part; nothing is opened otherwise. */
  void enter(String name, Opening opening) throws IOException {
    if (wanted.test(name)) {
      try {
        contenders.add(opening.open());
      } catch (LeftOutException e) {
        leftOut.add(new LeftOut(setting(), name, String.valueOf(e.getMessage())));
      }
    }
  }

  /** Takes the one written in C, where it can be made. */
  void enterRival(String name, String what, int header) throws IOException {
    enter(
        name,
        () -> {
          Optional<Path> program = bench.rival();
          if (program.isEmpty()) {
            throw new LeftOutException("no working C compiler cc, or not on Linux");
          }
          Rival rival =
              Rival.start(
                  program.get(),
                  what,
                  farEnd(),
                  course.file(),
                  setting().size(),
                  header,
                  farEndStaysAwake());
          return new RivalContender(name, course, keep(rival));
        });
  }

  /**
   * Not where it sends at the same time on the same processor, nor where sockets shall be found
   * full: who never sleeps empties them as fast as they fill.
   */
  private boolean farEndStaysAwake() {
    return bench.hasProcessorForFarEnd() && setting().work() != Work.PUMP && !in(Mode.VIRTUAL);
  }

  /** Connects by a channel in the mode of the setting. */
  SocketChannel channel() throws IOException {
    SocketChannel channel = keep(SocketChannel.open(farEnd().address()));
    channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
    channel.configureBlocking(!in(Mode.NON_BLOCKING));
    return channel;
  }

  /**
   * Makes of a channel what it is once a request was read from it, or an answer begun: the JDK
   * switches the socket of one that is used on a virtual thread, and only then a full one shows.
   */
  void use(SocketChannel channel) throws IOException {
    course.runner().call(() -> channel.write(ByteBuffer.allocate(0)));
  }

  /** Connects by a socket without a channel. */
  Socket socket() throws IOException {
    InetSocketAddress address = farEnd().address();
    Socket socket = keep(new Socket(address.getAddress(), address.getPort()));
    socket.setTcpNoDelay(true);
    return socket;
  }

  /** Has the far end receive from a connection. */
  Link draining(Socket near) throws IOException {
    return draining(near.getLocalPort());
  }

  /** Has the far end receive from a connection. */
  Link draining(int nearPort) throws IOException {
    return keep(Link.draining(farEnd(), nearPort, farEndStaysAwake()));
  }

  /** Has the far end send to a connection. */
  Link pouring(Socket near) throws IOException {
    return keep(Link.pouring(farEnd(), near.getLocalPort()));
  }

  /** A contender that sends what the far end receives. */
  Contender sender(String name, Link link, Move move) {
    return sender(name, List.of(link), move);
  }

  /** The same, of what it receives by other connections. */
  Contender sender(String name, List<Link> links, Move move) {
    return new LocalContender(name, course, links, move, Proof.atFarEnd(links, course.bytes()));
  }

  /** A contender that writes what the far end sends to the file. */
  Contender receiver(String name, Link link, Move move) {
    List<Link> links = List.of(link);
    return new LocalContender(
        name, course, links, move, Proof.inFile(links, course.bytes(), course.file()));
  }

  @Override
  public void close() throws IOException {
    Closing.all(kept);
  }
}
