package dev.sendfile.ffm;

import dev.sendfile.internal.end.Opening;
import dev.sendfile.internal.end.PreparedFile;
import dev.sendfile.internal.end.PreparedSocket;
import dev.sendfile.spi.Plan;
import dev.sendfile.spi.Session;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.Pipe;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;

/** One session between real ends, and a look at what arrives. */
final class Rig implements AutoCloseable {

  /** The sessions there are, each on the routes that differ. */
  enum Kind {
    SENDFILE_TO_SOCKET,
    SENDFILE_TO_FILE,
    PIPED_TO_FILE,
    PIPED_TO_SOCKET,
    SPLICE_FROM_PIPE,
    SPLICE_TO_PIPE,
    COPY_FILE_RANGE,
    REFLINK,
    READING,
    MAPPED
  }

  /** Several steps, and less than the buffers of a socket or two hold. */
  static final int SIZE = 100_003;

  /** What a pipe holds before somebody reads from it. */
  static final int PIPEFUL = 60_001;

  @FunctionalInterface
  private interface Cleanup {
    void run() throws Exception;
  }

  @FunctionalInterface
  private interface Arrival {
    byte[] bytes() throws Exception;
  }

  final ScriptedLinux linux;
  final NativeStrategy owner = new NativeSendfile();
  final Calls calls;
  final TestContext context = new TestContext();
  final NativeSplice splice = new NativeSplice(null);
  final byte[] content;
  Plan plan;
  Session session;
  private Arrival arrival;
  private final Deque<Cleanup> cleanups = new ArrayDeque<>();
  private final Path folder;

  Rig(Kind kind, ScriptedLinux linux, Path folder) throws IOException {
    this.linux = linux;
    this.calls = new Calls(owner, linux);
    this.folder = folder;
    this.content =
        Pattern.of(kind.name().contains("PIPE") && !kind.name().contains("PIPED") ? PIPEFUL : SIZE);
    cleanups.push(splice::close);
    try {
      build(kind);
    } catch (NoDescriptorException | Error e) {
      closeQuietly();
      throw e;
    }
  }

  private void closeQuietly() {
    try {
      close();
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  private void build(Kind kind) throws IOException {
    switch (kind) {
      case SENDFILE_TO_SOCKET -> {
        plan(file(), socket().near);
        session = new SendfileSession(calls, held(), context, null);
      }
      case SENDFILE_TO_FILE -> {
        plan(file(), target());
        session = new SendfileToFile(calls, held(), plan.target().as(FileChannel.class));
      }
      case PIPED_TO_FILE -> {
        plan(fed().near, target());
        session = splice.open(plan, context, calls);
      }
      case PIPED_TO_SOCKET -> {
        plan(fed().near, socket().near);
        session = splice.open(plan, context, calls);
      }
      case SPLICE_FROM_PIPE -> {
        Pipe pipe = pipe();
        pipe.sink().write(ByteBuffer.wrap(content));
        pipe.sink().close();
        plan(pipe.source(), target());
        session = new SpliceSession(calls, held(), plan);
      }
      case SPLICE_TO_PIPE -> {
        Pipe pipe = pipe();
        plan(file(), pipe.sink());
        session = new SpliceSession(calls, held(), plan);
        CompletableFuture<byte[]> received =
            Connection.background(() -> Connection.all(pipe.source()));
        arrival =
            () -> {
              pipe.sink().close();
              return Connection.await(received);
            };
      }
      case COPY_FILE_RANGE -> {
        plan(file(), target());
        session = new CopyFileRangeSession(calls, held(), true);
      }
      case REFLINK -> {
        plan(file(), target());
        session = new ReflinkSession(calls, held());
      }
      case READING -> {
        plan(prepared(), prepared(socket()));
        session = new ReadingSession(calls, held(), context);
      }
      case MAPPED -> {
        plan(prepared(), prepared(socket()));
        KeptMapping mapping = KeptMapping.of(plan.source().as(FileChannel.class));
        cleanups.push(mapping::close);
        session = new MappedSession(calls, held(), context, mapping.bytes());
      }
    }
  }

  private void plan(Object from, Object to) throws IOException {
    plan = Plans.of(from, to, content.length, 0, Opening.DEFAULT);
    cleanups.push(() -> Plans.release(plan));
  }

  private Held held() throws IOException {
    return Held.of(plan, linux);
  }

  private Path file() throws IOException {
    return Files.write(folder.resolve("source"), content);
  }

  private PreparedFile prepared() throws IOException {
    PreparedFile file = new PreparedFile(file(), 1 << 20, 0);
    cleanups.push(file::close);
    return file;
  }

  private PreparedSocket prepared(Connection connection) {
    PreparedSocket socket = new PreparedSocket(connection.near);
    cleanups.push(socket::forget);
    return socket;
  }

  private Path target() {
    Path target = folder.resolve("target");
    arrival = () -> Files.readAllBytes(target);
    return target;
  }

  private Connection socket() throws IOException {
    Connection connection = Connection.open();
    cleanups.push(connection::close);
    CompletableFuture<byte[]> received = connection.received();
    arrival =
        () -> {
          connection.near.shutdownOutput();
          return Connection.await(received);
        };
    return connection;
  }

  private Connection fed() throws IOException {
    Connection connection = Connection.open();
    cleanups.push(connection::close);
    connection.feed(content);
    return connection;
  }

  private Pipe pipe() throws IOException {
    Pipe pipe = Pipe.open();
    cleanups.push(pipe.source()::close);
    cleanups.push(pipe.sink()::close);
    return pipe;
  }

  /** What is at the target when the session has ended. */
  byte[] arrived() throws Exception {
    return arrival.bytes();
  }

  @Override
  public void close() throws Exception {
    for (Cleanup each : cleanups) {
      each.run();
    }
  }
}
