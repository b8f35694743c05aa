package dev.sendfile.rwloop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sendfile.Sendfile;
import dev.sendfile.TransferRequest;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code rwloop} asks of its ends. */
class ReadWriteLoopTest {

  private static final int SIZE = 1_000_000;

  private final Sendfile sendfile = Sendfile.builder().strategies(new ReadWriteLoop()).build();
  private final byte[] content = new byte[SIZE];

  @TempDir Path directory;

  private Path file;

  @BeforeEach
  void writeFile() throws IOException {
    new Random(3).nextBytes(content);
    file = Files.write(directory.resolve("file"), content);
  }

  /** Remembers what it was handed, and takes a part of it only. */
  private static final class Recorder implements WritableByteChannel {
    final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    final List<Integer> offered = new ArrayList<>();
    private final int most;

    Recorder(int most) {
      this.most = most;
    }

    @Override
    public int write(ByteBuffer from) {
      offered.add(from.remaining());
      byte[] taken = new byte[Math.min(most, from.remaining())];
      from.get(taken);
      bytes.writeBytes(taken);
      return taken.length;
    }

    @Override
    public boolean isOpen() {
      return true;
    }

    @Override
    public void close() {}
  }

  @Test
  void headerAndContentLeaveInOneWrite() throws IOException {
    Recorder target = new Recorder(Integer.MAX_VALUE);

    sendfile.transfer(
        TransferRequest.from(file).to(target).range(0, 4000).header(ByteBuffer.allocate(200)));

    assertThat(target.offered).containsExactly(4200);
  }

  @Test
  void theBufferSizeIsKept() throws IOException {
    Recorder target = new Recorder(Integer.MAX_VALUE);

    sendfile.withBufferSize(10_000).transfer(TransferRequest.from(file).to(target));

    assertThat(target.offered).hasSize(SIZE / 10_000).containsOnly(10_000);
    assertThat(target.bytes.toByteArray()).isEqualTo(content);
  }

  @Test
  void theChunkSizeIsKept() throws IOException {
    Recorder target = new Recorder(Integer.MAX_VALUE);

    sendfile.withChunkSize(4000).transfer(TransferRequest.from(file).to(target));

    assertThat(target.offered).hasSize(SIZE / 4000).containsOnly(4000);
  }

  @Test
  void whatTheTargetDoesNotTakeIsSentAgain() throws IOException {
    Recorder target = new Recorder(777);

    sendfile.transfer(TransferRequest.from(file).to(target));

    assertThat(target.bytes.toByteArray()).isEqualTo(content);
  }

  @Test
  void aStreamIsConsumedExactlyAsFarAsItIsSent() throws IOException {
    ByteArrayInputStream source = new ByteArrayInputStream(content);
    Recorder target = new Recorder(1234);

    sendfile.transfer(TransferRequest.from(source).to(target).range(0, 500_001));

    assertThat(target.bytes.toByteArray()).isEqualTo(Arrays.copyOf(content, 500_001));
    assertThat(source.available()).isEqualTo(SIZE - 500_001);
  }

  @Test
  void aHeaderLargerThanTheBufferGoesFirst() throws IOException {
    Recorder target = new Recorder(Integer.MAX_VALUE);
    byte[] header = new byte[60_000];
    new Random(4).nextBytes(header);

    sendfile
        .withBufferSize(4096)
        .transfer(
            TransferRequest.from(file).to(target).range(0, 10).header(ByteBuffer.wrap(header)));

    assertThat(target.bytes.toByteArray())
        .startsWith(header)
        .endsWith(Arrays.copyOf(content, 10))
        .hasSize(60_010);
  }
}
