package dev.sendfile.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import dev.sendfile.TransferRequest;
import dev.sendfile.TransferResult;
import dev.sendfile.tck.fixture.ChoppyChannel;
import dev.sendfile.tck.fixture.Content;
import dev.sendfile.tck.fixture.Line;
import dev.sendfile.tck.fixture.MemoryChannel;
import dev.sendfile.tck.fixture.OneByteChannel;
import dev.sendfile.tck.fixture.Receiver;
import dev.sendfile.tck.fixture.SourceKind;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Targets that take a part of what they are given, or nothing. */
public interface PartialContract extends ChannelSends {

  /**
   * Small buffers on the way and a receiver that takes its time: steps move a part, and then
   * nothing.
   *
   * @param it the strategy, and where it sends
   * @param folder for the file
   * @throws Exception if the transfer fails
   */
  @ParameterizedTest(allowZeroInvocations = true)
  @MethodSource("sends")
  @Keeps(Promise.ALL_IN_ORDER)
  default void aNarrowTargetTakesItPieceByPiece(SendCase it, @TempDir Path folder)
      throws Exception {
    byte[] header = Content.bytes(5_000);
    byte[] content = Content.bytes(400_003);
    Path file = Files.write(folder.resolve("file"), content);
    try (Line line = it.target().openNarrow();
        SourceKind.Opened opened = it.source().open(file);
        Receiver receiver = Receiver.slow(line, 8 << 20)) {
      TransferRequest request = it.request(opened, line).header(ByteBuffer.wrap(header));
      TransferResult result = it.thread().call(() -> it.sendfile().transfer(request));
      assertThat(result.bytes()).isEqualTo(header.length + content.length);
      line.finish();
      assertArrayEquals(Content.join(header, content), receiver.awaitEnd());
    }
  }

  /**
   * A channel of the caller's own that takes at most 700 bytes at a time, and now and then none.
   *
   * @param it the strategy, and where it sends
   * @param folder for the file
   * @throws Exception if the transfer fails
   */
  @ParameterizedTest(allowZeroInvocations = true)
  @MethodSource("sendsToChannels")
  @Keeps(Promise.ALL_IN_ORDER)
  default void aChoppyChannelTakesSomeOfEachWrite(SendCase it, @TempDir Path folder)
      throws Exception {
    MemoryChannel memory = new MemoryChannel();
    send(it, folder, 30_011, new ChoppyChannel(memory, 7, 700), memory);
  }

  /**
   * A channel of the caller's own that takes one byte at a time.
   *
   * @param it the strategy, and where it sends
   * @param folder for the file
   * @throws Exception if the transfer fails
   */
  @ParameterizedTest(allowZeroInvocations = true)
  @MethodSource("sendsToChannels")
  @Keeps(Promise.ALL_IN_ORDER)
  default void aChannelTakesOneByteOfEachWrite(SendCase it, @TempDir Path folder) throws Exception {
    MemoryChannel memory = new MemoryChannel();
    send(it, folder, 501, new OneByteChannel(memory), memory);
  }

  private static void send(
      SendCase it, Path folder, int size, WritableByteChannel target, MemoryChannel memory)
      throws Exception {
    byte[] header = Content.bytes(300);
    byte[] content = Content.bytes(size);
    Path file = Files.write(folder.resolve("file"), content);
    try (SourceKind.Opened opened = it.source().open(file)) {
      TransferRequest request = opened.from().to(target).header(ByteBuffer.wrap(header));
      TransferResult result = it.thread().call(() -> it.sendfile().transfer(request));
      assertThat(result.bytes()).isEqualTo(header.length + size);
      assertArrayEquals(Content.join(header, content), memory.bytes());
    }
  }
}
