package dev.sendfile.benchmarks.engine;

import dev.sendfile.FileSource;
import dev.sendfile.Sendfile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** The file that all benchmarks send, and both ways to send it. */
@State(Scope.Thread)
public class SmallFile {

  /** Its bytes: so few that moving them hides next to nothing. */
  public static final int SIZE = 1024;

  /** Bytes of a header as a server for HTTP writes it. */
  static final int HEADER = 200;

  /** The technique that both ways use: it serves every target. */
  final Sendfile library = Sendfile.getDefault().withForce("rwloop");

  /** Begins at its first byte and is never moved. */
  final ByteBuffer header = ByteBuffer.allocateDirect(HEADER);

  private final ByteBuffer buffer = ByteBuffer.allocateDirect(HEADER + SIZE);

  // what is opened before the first benchmark, and closed behind the last
  Path path;
  FileChannel file;
  FileSource prepared;

  /** For JMH. */
  @SuppressWarnings("NullAway.Init")
  public SmallFile() {}

  /**
   * Makes and opens the file.
   *
   * @throws IOException if that fails
   */
  @Setup(Level.Trial)
  public void open() throws IOException {
    byte[] content = new byte[SIZE];
    new Random(SIZE).nextBytes(content);
    path = Files.write(Files.createTempFile("sendfile-engine", ".bin"), content);
    path.toFile().deleteOnExit(); // somebody may end this before its time
    file = FileChannel.open(path);
    prepared = FileSource.open(path);
  }

  /**
   * Closes and deletes it.
   *
   * @throws IOException if that fails
   */
  @TearDown(Level.Trial)
  public void close() throws IOException {
    prepared.close();
    file.close();
    Files.delete(path);
  }

  /** One read, and as many writes as it takes. */
  long byHand(WritableByteChannel target) throws IOException {
    return rest(buffer.clear(), target);
  }

  /** The same, with the header before it in the same buffer. */
  long byHandBehindHeader(WritableByteChannel target) throws IOException {
    return rest(buffer.clear().put(header.duplicate()), target);
  }

  private long rest(ByteBuffer begun, WritableByteChannel target) throws IOException {
    begun.limit(begun.position() + SIZE);
    file.read(begun, 0);
    long bytes = begun.flip().remaining();
    while (begun.hasRemaining()) {
      target.write(begun);
    }
    return bytes;
  }
}
