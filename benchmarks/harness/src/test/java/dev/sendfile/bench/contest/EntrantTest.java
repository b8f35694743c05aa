package dev.sendfile.bench.contest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.sendfile.bench.result.Cache;
import dev.sendfile.bench.result.LeftOut;
import dev.sendfile.bench.result.Mode;
import dev.sendfile.bench.result.Series;
import dev.sendfile.bench.result.Setting;
import dev.sendfile.bench.result.Work;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Contenders from outside: those that do as they should, and those that do not. */
class EntrantTest {

  private static final int SIZE = 1024;
  private static final Setting SEND = new Setting(Work.SEND, Mode.BLOCKING, Cache.WARM, SIZE);
  private static final Setting HEADER = new Setting(Work.HEADER, Mode.BLOCKING, Cache.WARM, SIZE);

  private static Bench bench;

  @BeforeAll
  static void open() throws IOException {
    bench = Bench.builder().processors("").open();
  }

  @AfterAll
  static void close() throws IOException {
    bench.close();
  }

  /** Makes of the bytes that are to be sent those that are. */
  private interface Change {
    ByteBuffer of(ByteBuffer bytes);
  }

  /** Opens the move of an entrant. */
  private interface Opening {
    Move open(SendEnds ends) throws IOException;
  }

  private static SendEntrant entrant(Opening opening) {
    return new SendEntrant() {
      @Override
      public String name() {
        return "ENTRANT";
      }

      @Override
      public boolean takesPart(Setting setting) {
        return setting.work() == Work.SEND;
      }

      @Override
      public Move open(SendEnds ends) throws IOException {
        return opening.open(ends);
      }
    };
  }

  private static Contest contest(Opening opening) throws IOException {
    return bench.contest(SEND, "ENTRANT"::equals, entrant(opening));
  }

  private static void send(SendEnds ends, SocketChannel to, Change change) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(2 * SIZE).limit(SIZE);
    ends.file().read(bytes, 0);
    ByteBuffer changed = change.of(bytes.flip());
    while (changed.hasRemaining()) {
      to.write(changed);
    }
  }

  private enum Fault {
    DROPS_THE_LAST_BYTE(it -> it.limit(SIZE - 1)),
    DOUBLES_THE_LAST_BYTE(it -> it.limit(SIZE + 1).put(SIZE, it.get(SIZE - 1))),
    CHANGES_A_BIT(it -> it.put(7, (byte) (it.get(7) ^ 1))),
    SWAPS_TWO_HALVES(
        it ->
            ByteBuffer.allocate(SIZE)
                .put(it.duplicate().position(SIZE / 2))
                .put(it.duplicate().limit(SIZE / 2))
                .flip());

    private final Change change;

    Fault(Change change) {
      this.change = change;
    }
  }

  @ParameterizedTest
  @EnumSource
  void whoeverDoesNotMoveTheBytesIsNamed(Fault fault) throws IOException {
    try (Contest contest =
        contest(
            ends -> {
              SocketChannel channel = ends.channel();
              return () -> send(ends, channel, fault.change);
            })) {
      assertThatExceptionOfType(ProofException.class)
          .isThrownBy(() -> Alternation.of(Effort.rounds(1)).run(contest))
          .withMessageMatching(
              "ENTRANT does not move the bytes that it is to move: want 1024 bytes with the CRC-32C"
                  + " [0-9a-f]{8}, got (1023|1024|1025) bytes with the CRC-32C [0-9a-f]{8}");
    }
  }

  /** As the library's own contenders: the file is looked at, and not what it held before. */
  @Test
  void whoeverReceivesIntoAFileAndWritesNothingIsNamed() throws IOException {
    Setting receive = new Setting(Work.RECEIVE, Mode.BLOCKING, Cache.WARM, SIZE);
    try (Field field = (Field) bench.contest(receive, "TRANSFER_FROM"::equals)) {
      field.contenders().get(0).prove(); // the file is as it should be now
      SocketChannel channel = field.channel();
      ByteBuffer nowhere = ByteBuffer.allocate(SIZE);
      Contender broken =
          field.receiver("BROKEN", field.pouring(channel.socket()), () -> channel.read(nowhere));
      assertThatExceptionOfType(ProofException.class)
          .isThrownBy(broken::prove)
          .withMessageContaining("BROKEN does not move the bytes")
          .withMessageContaining("got 0 bytes");
    }
  }

  @Test
  void aConnectionOfItsOwnIsReceivedFrom() throws IOException {
    try (Contest contest =
        contest(
            ends -> {
              SocketChannel own =
                  ends.keep(
                      SocketChannel.open(
                          new InetSocketAddress(InetAddress.getLoopbackAddress(), ends.port())));
              ends.connected(own.socket().getLocalPort());
              return () -> send(ends, own, it -> it);
            })) {
      Contender entrant = contest.contenders().get(0);
      entrant.prove();
      assertThat(entrant.round(2).nanos()).isPositive();
    }
  }

  @Test
  void threadsThatWorkForItCount() throws IOException {
    ExecutorService loop = Executors.newSingleThreadExecutor();
    try (Contest contest = contest(ends -> new Loop(ends, loop))) {
      Contender entrant = contest.contenders().get(0);
      entrant.round(1); // what is loaded for the first one is not its own
      long allocated = entrant.round(2).allocatedBytes();
      assertThat(allocated).isGreaterThanOrEqualTo(Loop.BYTES);
    } finally {
      loop.shutdown();
    }
  }

  /** Sends in a thread of its own, which allocates. */
  private static final class Loop implements Move {

    private static final int BYTES = 1 << 20;

    private final SendEnds ends;
    private final ExecutorService loop;
    private final Thread thread;
    private final SocketChannel channel;

    Loop(SendEnds ends, ExecutorService loop) throws IOException {
      this.ends = ends;
      this.loop = loop;
      thread = get(loop.submit(Thread::currentThread));
      channel = ends.channel();
    }

    @Override
    public void once() throws IOException {
      get(
          loop.submit(
              () -> {
                send(ends, channel, it -> it);
                return new byte[BYTES];
              }));
    }

    @Override
    public Collection<Thread> workers() {
      return List.of(thread);
    }

    private static <T> T get(Future<T> future) throws IOException {
      try {
        return future.get();
      } catch (InterruptedException | ExecutionException e) {
        throw new IOException(e);
      }
    }
  }

  /** Waits for an answer that never comes. */
  @ParameterizedTest
  @EnumSource(names = {"BLOCKING", "VIRTUAL"})
  void anInterruptEndsATransferThatHangs(Mode mode) throws Exception {
    assumeThat(Runner.objection(mode)).isEmpty();
    CountDownLatch moving = new CountDownLatch(1);
    SendEntrant hanging =
        entrant(
            ends -> {
              SocketChannel channel = ends.channel();
              return () -> {
                moving.countDown();
                channel.read(ByteBuffer.allocate(1));
              };
            });
    Setting setting = new Setting(Work.SEND, mode, Cache.WARM, SIZE);
    try (Contest contest = bench.contest(setting, "ENTRANT"::equals, hanging)) {
      FutureTask<List<Series>> run =
          new FutureTask<>(() -> Alternation.of(Effort.rounds(1)).run(contest));
      Thread thread = new Thread(run);
      thread.start();
      moving.await();
      thread.interrupt();
      assertThat(run.get(1, TimeUnit.MINUTES)).isEmpty();
    }
  }

  @Test
  void aHeaderGoesAhead() throws IOException {
    SendEntrant entrant =
        new SendEntrant() {
          @Override
          public String name() {
            return "ENTRANT";
          }

          @Override
          public boolean takesPart(Setting setting) {
            return true;
          }

          @Override
          public Move open(SendEnds ends) throws IOException {
            SocketChannel channel = ends.channel();
            return () -> {
              channel.write(ends.header());
              send(ends, channel, it -> it);
            };
          }
        };
    for (Setting setting : List.of(SEND, HEADER)) {
      try (Contest contest = bench.contest(setting, "ENTRANT"::equals, entrant)) {
        contest.contenders().get(0).prove();
      }
    }
  }

  @Test
  void channelsAreInTheModeOfTheSetting() throws IOException {
    Setting nonBlocking = new Setting(Work.SEND, Mode.NON_BLOCKING, Cache.WARM, SIZE);
    SendEntrant entrant =
        entrant(
            ends -> {
              boolean blocks = ends.channel().isBlocking();
              throw new LeftOutException("blocks: " + blocks);
            });
    try (Contest blocking = bench.contest(SEND, "ENTRANT"::equals, entrant);
        Contest other = bench.contest(nonBlocking, "ENTRANT"::equals, entrant)) {
      assertThat(blocking.leftOut()).containsExactly(new LeftOut(SEND, "ENTRANT", "blocks: true"));
      assertThat(other.leftOut())
          .containsExactly(new LeftOut(nonBlocking, "ENTRANT", "blocks: false"));
    }
  }

  @Test
  void whoeverHasNothingToDoIsNotSpokenOf() throws IOException {
    SendEntrant entrant =
        entrant(
            ends -> {
              throw new AssertionError("not to be opened");
            });
    try (Contest contest = bench.contest(HEADER, "ENTRANT"::equals, entrant)) {
      assertThat(contest.contenders()).isEmpty();
      assertThat(contest.leftOut()).isEmpty();
    }
  }

  @Test
  void oneConnectionIsWanted() {
    assertThatExceptionOfType(IOException.class)
        .isThrownBy(
            () ->
                contest(
                    ends -> {
                      ends.socket();
                      ends.channel();
                      return () -> {};
                    }))
        .withMessage("ENTRANT has made 2 connections to the far end: want 1");
  }
}
