package dev.sendfile.itests;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.quicktheories.QuickTheory.qt;
import static org.quicktheories.generators.SourceDSL.integers;
import static org.quicktheories.generators.SourceDSL.longs;

import dev.sendfile.Sendfile;
import dev.sendfile.TransferException;
import dev.sendfile.TransferRequest;
import dev.sendfile.TransferResult;
import dev.sendfile.itests.fixture.ScriptedStrategy;
import dev.sendfile.spi.Refusal;
import dev.sendfile.spi.Scope;
import dev.sendfile.spi.Step;
import dev.sendfile.tck.fixture.ChoppyChannel;
import dev.sendfile.tck.fixture.ClosingChannel;
import dev.sendfile.tck.fixture.Content;
import dev.sendfile.tck.fixture.Line;
import dev.sendfile.tck.fixture.MemoryChannel;
import dev.sendfile.tck.fixture.Receiver;
import dev.sendfile.tck.fixture.TargetKind;
import dev.sendfile.tck.fixture.ThrowingChannel;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.quicktheories.core.Gen;

/**
 * Random ranges, lengths, sizes of buffers and steps, headers and trailers, through random
 * channels. A failure prints the seed and the smallest case; {@code -DQT_SEED=…} replays it, {@code
 * -DQT_EXAMPLES=…} tries more.
 */
class RandomTransferIT {

  private static final int SIZE = (2 << 20) + 5;
  private static final byte[] CONTENT = Content.bytes(SIZE);

  @TempDir static Path folder;
  private static Path file;

  @BeforeAll
  static void makeFile() throws Exception {
    file = Content.file(folder, SIZE);
  }

  /** What a random number stands for. */
  private static final class Scenario {
    final long offset;
    final int length;
    final byte[] header;
    final byte[] trailer;
    final int bufferSize;
    final long chunkSize;
    final SplittableRandom random;

    Scenario(int length, long seed) {
      this.length = length;
      this.random = new SplittableRandom(seed);
      this.offset = random.nextInt(SIZE - length + 1);
      this.header = around();
      this.trailer = around();
      this.bufferSize = 1 + random.nextInt(1 << (5 + random.nextInt(15)));
      this.chunkSize = 1L + random.nextInt(1 << (7 + random.nextInt(15)));
    }

    private byte[] around() {
      return random.nextBoolean() ? new byte[0] : Content.bytes(random.nextInt(20_000));
    }

    Sendfile sized(Sendfile sendfile) {
      Sendfile sized = sendfile.withBufferSize(Math.max(bufferSize, length / 200 + 1));
      return random.nextBoolean()
          ? sized
          : sized.withChunkSize(Math.max(chunkSize, length / 200 + 1));
    }

    TransferRequest vary(TransferRequest request) {
      return request
          .range(offset, length)
          .header(ByteBuffer.wrap(header))
          .trailer(ByteBuffer.wrap(trailer));
    }

    byte[] expected() {
      byte[] range = Arrays.copyOfRange(CONTENT, (int) offset, (int) offset + length);
      return Content.join(header, range, trailer);
    }

    /** A target that accepts random numbers, one byte short of none to all. */
    WritableByteChannel choppy(MemoryChannel target) {
      int most = Math.max(1 + random.nextInt(1 << (1 + random.nextInt(17))), length / 100 + 1);
      return new ChoppyChannel(target, random.nextLong(), most);
    }
  }

  /** Around none, one, a page, the sizes of small buffers, and a mebibyte. */
  private static Gen<Integer> lengths() {
    return integers()
        .between(0, 8)
        .zip(
            integers().between(-2, 2),
            (which, by) -> {
              int[] sizes = {0, 1, 4_096, 8_192, 16_384, 65_536, 1 << 18, 1 << 20, 300_007};
              return Math.max(0, sizes[which] + by);
            });
  }

  private static Gen<Long> seeds() {
    return longs().between(0, Long.MAX_VALUE - 1);
  }

  @Test
  void anythingArrivesThroughAChoppyChannel() {
    qt().withExamples(250)
        .forAll(lengths(), seeds())
        .checkAssert(
            (length, seed) -> {
              Scenario it = new Scenario(length, seed);
              MemoryChannel target = new MemoryChannel();
              Sendfile sendfile = it.sized(Sendfile.getDefault());
              TransferRequest request = it.vary(TransferRequest.from(file).to(it.choppy(target)));
              assertEquals(it.expected().length, run(sendfile, request).bytes());
              assertArrayEquals(it.expected(), target.bytes());
            });
  }

  @Test
  void anythingArrivesFromAStream() {
    qt().withExamples(150)
        .forAll(lengths(), seeds())
        .checkAssert(
            (length, seed) -> {
              Scenario it = new Scenario(length, seed);
              MemoryChannel target = new MemoryChannel();
              ByteArrayInputStream source =
                  new ByteArrayInputStream(CONTENT, (int) it.offset, SIZE);
              TransferRequest request =
                  TransferRequest.from(source)
                      .to(it.choppy(target))
                      .range(0, length)
                      .header(ByteBuffer.wrap(it.header))
                      .trailer(ByteBuffer.wrap(it.trailer));
              assertEquals(
                  it.expected().length, run(it.sized(Sendfile.getDefault()), request).bytes());
              assertArrayEquals(it.expected(), target.bytes());
              assertEquals(SIZE - it.offset - length, source.available());
            });
  }

  @Test
  void anythingArrivesAcrossStrategiesThatGiveUp() {
    qt().withExamples(150)
        .forAll(lengths(), seeds())
        .checkAssert(
            (length, seed) -> {
              Scenario it = new Scenario(length, seed);
              MemoryChannel target = new MemoryChannel();
              Sendfile sendfile =
                  it.sized(
                      Sendfile.builder()
                          .strategies(moody("a", it), moody("b", it), ScriptedStrategy.honest("z"))
                          .build());
              TransferRequest request = it.vary(TransferRequest.from(file).to(it.choppy(target)));
              assertEquals(it.expected().length, run(sendfile, request).bytes());
              assertArrayEquals(it.expected(), target.bytes());
            });
  }

  /** Moves for a while, refuses single steps, and gives up for good at some time. */
  private static ScriptedStrategy moody(String name, Scenario it) {
    return ScriptedStrategy.of(
        name,
        (step, number) ->
            switch (it.random.nextInt(8)) {
              case 0 -> Step.notHandled(new Refusal(Scope.STEP, "moody", null));
              case 1 ->
                  it.random.nextInt(4) == 0
                      ? Step.notHandled(new Refusal(Scope.ENDS, "moody", null))
                      : step.move(1 + it.random.nextInt(5_000));
              default -> step.move(1 + it.random.nextInt(50_000));
            });
  }

  @Test
  void whateverFailsIsAccountedForToTheByte() {
    qt().withExamples(200)
        .forAll(lengths(), seeds())
        .checkAssert(
            (length, seed) -> {
              Scenario it = new Scenario(length, seed);
              MemoryChannel target = new MemoryChannel();
              byte[] expected = it.expected();
              int limit = it.random.nextInt(expected.length + 1);
              WritableByteChannel failing =
                  it.random.nextBoolean()
                      ? new ThrowingChannel(it.choppy(target), limit)
                      : new ClosingChannel(it.choppy(target), limit + 1, null);
              TransferRequest request = it.vary(TransferRequest.from(file).to(failing));
              long accepted;
              try {
                accepted = it.sized(Sendfile.getDefault()).transfer(request).bytes();
                assertEquals(expected.length, accepted);
              } catch (TransferException e) {
                accepted = e.bytesTransferred();
              }
              assertArrayEquals(Arrays.copyOf(expected, (int) accepted), target.bytes());
            });
  }

  @Test
  void anythingArrivesThroughTheKernel() {
    qt().withExamples(60)
        .forAll(lengths(), seeds())
        .checkAssert(
            (length, seed) -> {
              Scenario it = new Scenario(length, seed);
              TargetKind[] kinds = {
                TargetKind.TCP_BLOCKING, TargetKind.TCP_NON_BLOCKING, TargetKind.UNIX_NON_BLOCKING
              };
              TargetKind kind = kinds[it.random.nextInt(kinds.length)];
              try (Line line = kind.openNarrow();
                  Receiver receiver = Receiver.eager(line)) {
                Sendfile sendfile = it.sized(Sendfile.getDefault().withForce("nio"));
                TransferRequest request = it.vary(line.to(TransferRequest.from(file)));
                assertEquals(it.expected().length, run(sendfile, request).bytes());
                line.finish();
                assertArrayEquals(it.expected(), receiver.awaitEnd());
              } catch (IOException | InterruptedException e) {
                throw new AssertionError(e);
              }
            });
  }

  private static TransferResult run(Sendfile sendfile, TransferRequest request) {
    try {
      return sendfile.transfer(request);
    } catch (TransferException e) {
      throw new AssertionError(e);
    }
  }
}
