package dev.sendfile.itests.nativecalls;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sendfile.FileSource;
import dev.sendfile.Sendfile;
import dev.sendfile.TransferException;
import dev.sendfile.TransferRequest;
import dev.sendfile.TransferResult;
import dev.sendfile.itests.fixture.Content;
import dev.sendfile.itests.fixture.FeedKind;
import dev.sendfile.itests.fixture.Resources;
import dev.sendfile.itests.fixture.TargetKind;
import dev.sendfile.itests.fixture.Task;
import dev.sendfile.itests.fixture.ThreadKind;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * A native transfer waits, somebody closes its channel, and somebody else gets the number of the
 * descriptor: the transfer ends, and no byte goes to or comes from the wrong file or socket.
 */
@EnabledOnOs(value = OS.LINUX, disabledReason = "the calls are those of Linux")
@EnabledForJreRange(min = JRE.JAVA_22, disabledReason = "native calls need Java 22")
@Isolated("it counts what the whole JVM holds, and takes times")
class DescriptorReuseIT {

  private static final int ROUNDS = Integer.getInteger("sendfile.reuse.rounds", 10_000);

  /** Rounds at once: most of each is waiting. */
  private static final int AT_ONCE = 24;

  /** The promise: a transfer ends so soon after its channel was closed. */
  private static final Duration PROMISED = Duration.ofMillis(200);

  /** What the slowest of thousands may take where as many threads share few processors. */
  private static final Duration SLOWEST = Duration.ofSeconds(2);

  private static final Duration HANGING = Duration.ofSeconds(15);

  /** Transfers are ended at any moment of their first milliseconds, before or in any call. */
  private static final long EARLIEST = 0;

  private static final long LATEST = TimeUnit.MILLISECONDS.toNanos(12);

  private static final int SIZE = 1 << 20;
  private static final byte[] CONTENT = Content.bytes(SIZE);

  @TempDir static Path folder;
  private static Path file;

  private final Latencies ends = new Latencies();
  private final Latencies peers = new Latencies();
  private final AtomicInteger next = new AtomicInteger();
  private final AtomicInteger met = new AtomicInteger();

  /** What waits for what. */
  private enum Attack {
    SEND("native-sendfile"),
    SEND_TO_UNIX("native-sendfile"),
    SEND_PREPARED("native-sendfile"),
    RECEIVE("native-splice"),
    RECEIVE_FROM_UNIX("native-splice"),
    PUMP("native-splice");

    private final String strategy;

    Attack(String strategy) {
      this.strategy = strategy;
    }

    Blocked begin(FileSource prepared) throws Exception {
      return switch (this) {
        case SEND -> BlockedSend.to(TargetKind.TCP_BLOCKING, TransferRequest.from(file), CONTENT);
        case SEND_TO_UNIX ->
            BlockedSend.to(TargetKind.UNIX_BLOCKING, TransferRequest.from(file), CONTENT);
        case SEND_PREPARED -> BlockedSend.prepared(TargetKind.TCP_BLOCKING, prepared, CONTENT);
        case RECEIVE -> new BlockedReceive(FeedKind.TCP_BLOCKING, folder);
        case RECEIVE_FROM_UNIX -> new BlockedReceive(FeedKind.UNIX_BLOCKING, folder);
        case PUMP -> BlockedPump.between(CONTENT);
      };
    }
  }

  @BeforeAll
  static void makeFile() throws Exception {
    file = Content.file(folder, SIZE);
    new DescriptorReuseIT().attack(20 * AT_ONCE); // opens what the JDK and a pool of pipes keep
  }

  @Test
  @Timeout(240)
  void noByteGoesToWhoeverGetsTheNumberNext() throws Exception {
    Resources before = Resources.now();
    long began = System.nanoTime();
    attack(ROUNDS);
    System.out.printf(
        "%d rounds in %d ms, in %d the number was met again%n  ended after %s%n  seen by peer %s%n",
        ROUNDS, TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began), met.get(), ends, peers);
    assertThat(met.get()).as("rounds in which the number was met").isGreaterThan(ROUNDS / 10);
    assertThat(ends.quantile(0.99)).isLessThan(PROMISED);
    assertThat(ends.quantile(1)).isLessThan(SLOWEST);
    assertThat(peers.quantile(0.99)).isLessThan(PROMISED.multipliedBy(2));
    assertThat(peers.quantile(1)).isLessThan(SLOWEST);
    before.awaitReturn();
  }

  private void attack(int all) throws Exception {
    List<Task<Void>> workers = new ArrayList<>();
    for (int i = 0; i < AT_ONCE; i++) {
      workers.add(
          ThreadKind.PLATFORM.start(
              () -> {
                rounds(all);
                return null;
              }));
    }
    for (Task<Void> worker : workers) {
      worker.await(Duration.ofSeconds(220));
    }
  }

  /** Makes rounds until all together have made so many. */
  private void rounds(int all) throws Exception {
    Path bystander = Bystanders.file(folder);
    try (FileSource prepared = FileSource.builder(file).open()) {
      for (int i = next.getAndIncrement(); i < all; i = next.getAndIncrement()) {
        Attack attack = Attack.values()[i % Attack.values().length];
        ThreadKind thread = ThreadKind.values()[i / Attack.values().length % 2];
        try {
          round(attack, thread, prepared, bystander);
        } catch (Exception | AssertionError e) {
          throw new AssertionError("round " + i + ", " + attack + " on " + thread, e);
        }
      }
    }
  }

  private void round(Attack attack, ThreadKind thread, FileSource prepared, Path bystander)
      throws Exception {
    Sendfile sendfile = Sendfile.getDefault().withForce(attack.strategy);
    try (Blocked blocked = attack.begin(prepared)) {
      int number = Numbers.of(blocked.channel());
      Task<TransferResult> transfer = thread.start(() -> sendfile.transfer(blocked.request()));
      LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(EARLIEST, LATEST));
      long closedAt = System.nanoTime();
      blocked.channel().close();
      try (Bystanders bystanders = Bystanders.meet(number, bystander)) {
        Task<Void> peer =
            ThreadKind.PLATFORM.start(
                () -> {
                  blocked.awaitEndAtPeer();
                  return null;
                });
        TransferException failure = transfer.awaitFailure(TransferException.class, HANGING);
        ends.add(transfer.endedAt() - closedAt);
        peer.await(HANGING);
        peers.add(peer.endedAt() - closedAt);
        bystanders.checkUntouched();
        met.addAndGet(bystanders.met() ? 1 : 0);
        blocked.checkAccount(failure);
      }
    }
  }
}
