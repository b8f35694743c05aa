package dev.sendfile.rwloop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sendfile.Sendfile;
import dev.sendfile.TransferRequest;
import dev.sendfile.TransferResult;
import dev.sendfile.spi.Context;
import dev.sendfile.spi.Lease;
import dev.sendfile.spi.Memory;
import dev.sendfile.spi.Offer;
import dev.sendfile.spi.Plan;
import dev.sendfile.spi.Session;
import dev.sendfile.spi.TransferStrategy;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where memory is short a transfer becomes slower. It waits for a source with little of it. */
class ScarceMemoryTest {

  private static final int SIZE = 1_000_000;

  private final byte[] content = new byte[SIZE];
  private final ByteArrayOutputStream arrived = new ByteArrayOutputStream();
  private final List<Integer> asked = new ArrayList<>();

  @TempDir Path directory;

  @BeforeEach
  void fill() {
    new Random(5).nextBytes(content);
  }

  /** The loop, with a limit on what it can borrow at once, and a number of times when that is 0. */
  private static final class Short implements TransferStrategy {

    private final ReadWriteLoop loop = new ReadWriteLoop();
    private final int most;
    private int timesNothing;

    Short(int most, int timesNothing) {
      this.most = most;
      this.timesNothing = timesNothing;
    }

    @Override
    public String name() {
      return "short";
    }

    @Override
    public String technique() {
      return loop.technique();
    }

    @Override
    public Offer assess(Plan plan) {
      return loop.assess(plan);
    }

    @Override
    public Session open(Plan plan, Context context) {
      return loop.open(
          plan,
          new Context() {
            @Override
            public Lease lease(int size, Memory memory) {
              if (size > most || timesNothing-- > 0) {
                throw new OutOfMemoryError("Cannot reserve " + size + " bytes");
              }
              return context.lease(size, memory);
            }

            @Override
            public Session next(Plan other) throws IOException {
              return context.next(other);
            }

            @Override
            public boolean forced() {
              return context.forced();
            }

            @Override
            public boolean cancelled() {
              return context.cancelled();
            }
          });
    }
  }

  private static Sendfile with(TransferStrategy strategy) {
    return Sendfile.builder().strategies(strategy).build();
  }

  /** A channel that remembers how much it was asked for, and gives so much at a time. */
  private ReadableByteChannel source(int most) {
    ByteArrayInputStream bytes = new ByteArrayInputStream(content);
    return new ReadableByteChannel() {
      @Override
      public int read(ByteBuffer into) {
        asked.add(into.remaining());
        byte[] some = new byte[Math.min(most, into.remaining())];
        int n = bytes.read(some, 0, some.length);
        if (n > 0) {
          into.put(some, 0, n);
        }
        return n;
      }

      @Override
      public boolean isOpen() {
        return true;
      }

      @Override
      public void close() {}
    };
  }

  @Test
  void aSourceIsWaitedForWithAPageAndThenReadInLargePieces() throws Exception {
    with(new ReadWriteLoop())
        .transfer(TransferRequest.from(source(SIZE)).to(Channels.newChannel(arrived)));

    assertThat(asked).startsWith(4 << 10, 16 << 10, 64 << 10, 64 << 10);
    assertThat(arrived.toByteArray()).isEqualTo(content);
  }

  @Test
  void aSourceThatHadLessThanWasAskedForIsWaitedForWithAPageAgain() throws Exception {
    with(new ReadWriteLoop())
        .transfer(TransferRequest.from(source(5000)).to(Channels.newChannel(arrived)));

    assertThat(asked).startsWith(4 << 10, 16 << 10, 4 << 10, 16 << 10);
    assertThat(arrived.toByteArray()).isEqualTo(content);
  }

  @Test
  void smallerBuffersServeWhereThereIsNoMemoryForLargeOnes() throws Exception {
    TransferResult result =
        with(new Short(10_000, 0))
            .transfer(TransferRequest.from(source(SIZE)).to(Channels.newChannel(arrived)));

    assertThat(result.bytes()).isEqualTo(SIZE);
    assertThat(arrived.toByteArray()).isEqualTo(content);
  }

  @Test
  void aFileIsReadInSmallPiecesBehindItsHeader() throws Exception {
    Path file = Files.write(directory.resolve("file"), content);

    TransferResult result =
        with(new Short(10_000, 0))
            .transfer(
                TransferRequest.from(file)
                    .to(Channels.newChannel(arrived))
                    .header(ByteBuffer.wrap(new byte[100])));

    assertThat(result.bytes()).isEqualTo(SIZE + 100);
    assertThat(arrived.toByteArray()).hasSize(SIZE + 100).endsWith(content);
  }

  @Test
  void aTransferWaitsUntilThereIsMemoryAgain() throws Exception {
    TransferResult result =
        with(new Short(10_000, 5))
            .transfer(TransferRequest.from(source(SIZE)).to(Channels.newChannel(arrived)));

    assertThat(result.bytes()).isEqualTo(SIZE);
    assertThat(arrived.toByteArray()).isEqualTo(content);
  }
}
