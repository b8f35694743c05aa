package dev.sendfile.ffm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sendfile.internal.end.EngineSource;
import dev.sendfile.internal.end.EngineTarget;
import dev.sendfile.internal.end.Opening;
import dev.sendfile.spi.Options;
import dev.sendfile.spi.Plan;
import dev.sendfile.spi.Session;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Positions beyond what 32 bits hold reach the kernel whole; the files are holes but for an end.
 */
class LargePositionTest {

  private static final long FAR = (5L << 30) + 5;
  private static final int LENGTH = 10_000;

  private final ScriptedLinux linux = new ScriptedLinux();
  private final byte[] content = Pattern.of(LENGTH);

  @TempDir Path folder;
  private FileChannel source;
  private FileChannel target;

  @BeforeEach
  void open() throws IOException {
    source = open("source");
    source.write(ByteBuffer.wrap(content), FAR);
    target = open("target");
  }

  @AfterEach
  void close() throws IOException {
    source.close();
    target.close();
    assertThat(linux.open()).isEmpty();
  }

  private FileChannel open(String name) throws IOException {
    return FileChannel.open(
        folder.resolve(name),
        StandardOpenOption.CREATE,
        StandardOpenOption.READ,
        StandardOpenOption.WRITE);
  }

  private Plan plan(Object from, Object to) throws IOException {
    EngineSource first = dev.sendfile.internal.end.Ends.source(from);
    EngineTarget second =
        dev.sendfile.internal.end.Ends.target(to, new Opening(FAR, false, false, false), first);
    return new Plan(
        first, second, first.positional() ? FAR : 0, LENGTH, FAR, 0, true, Options.DEFAULTS);
  }

  private void move(NativeStrategy strategy, Plan plan) throws IOException {
    try (Session session = strategy.open(plan, new TestContext(), new Calls(strategy, linux))) {
      new Steps(session, plan).toTheEnd();
    }
  }

  private byte[] atTheTarget() throws IOException {
    ByteBuffer read = ByteBuffer.allocate(LENGTH + 1);
    while (target.read(read, FAR + read.position()) > 0) {}
    assertThat(read.position()).isEqualTo(LENGTH);
    return java.util.Arrays.copyOf(read.array(), LENGTH);
  }

  @Test
  void ofASourceToASocket() throws Exception {
    try (Connection connection = Connection.open()) {
      CompletableFuture<byte[]> received = connection.received();

      move(new NativeSendfile(), plan(source, connection.near));

      connection.near.shutdownOutput();
      assertThat(Connection.await(received)).isEqualTo(content);
    }
  }

  @Test
  void ofATargetFromASocket() throws Exception {
    try (Connection connection = Connection.open()) {
      connection.feed(content);

      try (NativeSplice splice = new NativeSplice(null)) {
        move(splice, plan(connection.near, target));
      }

      assertThat(atTheTarget()).isEqualTo(content);
    }
  }

  @Test
  void ofBothFilesOfACopy() throws Exception {
    move(new NativeCopyFileRange(), plan(source, target));

    assertThat(atTheTarget()).isEqualTo(content);
    assertThat(target.position()).isZero();
    assertThat(source.position()).isZero();
  }

  @Test
  void ofASourceToAPipeAndOfATargetFromOne() throws Exception {
    java.nio.channels.Pipe pipe = java.nio.channels.Pipe.open();
    try (var out = pipe.source();
        var in = pipe.sink()) {
      move(new NativeSplice(null), plan(source, in));
      move(new NativeSplice(null), plan(out, target));
    }

    assertThat(atTheTarget()).isEqualTo(content);
  }
}
