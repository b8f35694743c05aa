package dev.sendfile.itests.nativecalls;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sendfile.tck.fixture.Line;
import dev.sendfile.tck.fixture.TargetKind;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/**
 * Files and sockets opened right after a channel was closed, until one of them has its number. They
 * can be read and written, so a transfer that still used the number would do either to them.
 */
final class Bystanders implements AutoCloseable {

  private static final byte[] OWN = "these bytes are its own".getBytes(US_ASCII);

  /** After so many the number has gone to somebody else. */
  private static final int ENOUGH = 6;

  private final List<FileChannel> files = new ArrayList<>();
  private final List<Line> lines = new ArrayList<>();
  private final Path file;
  private boolean met;

  private Bystanders(Path file) {
    this.file = file;
  }

  /** Makes the file that {@link #meet} opens. */
  static Path file(Path folder) throws IOException {
    return Files.write(Files.createTempFile(folder, "bystander", ".bin"), OWN);
  }

  /** Opens files and sockets in turn until one has a number that has just become free. */
  static Bystanders meet(int number, Path file) throws IOException {
    Bystanders opened = new Bystanders(file);
    for (int i = 0; i < ENOUGH && !opened.met; i++) {
      if (i % 2 == 0) {
        opened.openFile(number);
      } else {
        opened.openSockets(number);
      }
    }
    return opened;
  }

  private void openFile(int number) throws IOException {
    files.add(FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE));
    met |= Numbers.isOf(number, file);
  }

  private void openSockets(int number) throws IOException {
    Line line = TargetKind.UNIX_BLOCKING.open();
    lines.add(line);
    SocketChannel near = line.target(SocketChannel.class);
    SocketChannel far = (SocketChannel) line.far();
    far.write(ByteBuffer.wrap(OWN));
    met |= number >= 0 && (Numbers.of(near) == number || Numbers.of(far) == number);
  }

  /** Whether one of them has the number. */
  boolean met() {
    return met;
  }

  /** Checks that all are as if nothing had happened. */
  void checkUntouched() throws IOException {
    ByteBuffer read = ByteBuffer.allocate(2 * OWN.length);
    for (FileChannel channel : files) {
      assertThat(channel.position()).as("where a file stands").isZero();
      channel.read(read.clear(), 0);
      assertThat(read.flip()).as("what a file holds").isEqualTo(ByteBuffer.wrap(OWN));
    }
    for (Line line : lines) {
      SocketChannel near = line.target(SocketChannel.class);
      SocketChannel far = (SocketChannel) line.far();
      near.configureBlocking(false);
      far.configureBlocking(false);
      near.read(read.clear());
      assertThat(read.flip()).as("what came to a socket").isEqualTo(ByteBuffer.wrap(OWN));
      assertThat(near.read(read.clear())).as("more that came to a socket").isZero();
      assertThat(far.read(read.clear())).as("what came out of a socket").isZero();
    }
  }

  @Override
  public void close() throws IOException {
    for (FileChannel channel : files) {
      channel.close();
    }
    for (Line line : lines) {
      line.close();
    }
  }
}
