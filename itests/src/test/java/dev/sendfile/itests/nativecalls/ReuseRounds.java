package dev.sendfile.itests.nativecalls;

import dev.sendfile.FileSource;
import dev.sendfile.Sendfile;
import dev.sendfile.TransferException;
import dev.sendfile.TransferResult;
import dev.sendfile.tck.fixture.Content;
import dev.sendfile.tck.fixture.Metronome;
import dev.sendfile.tck.fixture.Task;
import dev.sendfile.tck.fixture.ThreadKind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * Rounds of an attack: a transfer waits, its channel is closed, somebody else gets the number of
 * its descriptor. Many at once.
 */
final class ReuseRounds {

  /** Rounds at once: most of each is waiting. */
  static final int AT_ONCE = 24;

  private static final Duration HANGING = Duration.ofSeconds(60);
  private static final Duration ALL = Duration.ofMinutes(15);

  /** Transfers are ended at any moment of their first milliseconds, before or in any call. */
  private static final long LATEST = TimeUnit.MILLISECONDS.toNanos(12);

  private static final int SIZE = 1 << 20;

  private final Path folder;
  private final Path file;
  private final byte[] content = Content.bytes(SIZE);
  private final List<Attack> attacks;
  private final AtomicInteger next = new AtomicInteger();
  private final AtomicInteger met = new AtomicInteger();
  private final Metronome metronome = new Metronome();
  private final Latencies ends = new Latencies();
  private final Latencies peers = new Latencies();

  ReuseRounds(Path folder, List<Attack> attacks) throws Exception {
    this.folder = folder;
    this.file = Content.file(folder, SIZE);
    this.attacks = attacks;
  }

  /** In a JVM of its own: a number of rounds of some attacks; prints what they came to. */
  public static void main(String[] args) throws Exception {
    Path folder = Files.createTempDirectory("rounds");
    List<Attack> attacks = List.of(args[1].split(",")).stream().map(Attack::valueOf).toList();
    ReuseRounds rounds = new ReuseRounds(folder, attacks);
    try {
      rounds.run(Integer.parseInt(args[0]));
      System.out.println(rounds);
    } finally {
      try (var files = Files.list(folder)) {
        for (Path each : files.toList()) {
          Files.delete(each);
        }
      }
      Files.delete(folder);
    }
  }

  /** How soon transfers ended, without the time in which threads could not run. */
  Latencies ends() {
    return ends;
  }

  /** How soon the far ends of what was closed saw it, without that time too. */
  Latencies peers() {
    return peers;
  }

  /** In how many rounds somebody else is known to have got the number. */
  int met() {
    return met.get();
  }

  @Override
  public String toString() {
    return next.get()
        - AT_ONCE
        + " rounds; the number was met again in "
        + met
        + "\n  transfers ended, "
        + ends
        + "\n  peers saw it, "
        + peers
        + "\n  threads could not run for "
        + TimeUnit.NANOSECONDS.toMillis(metronome.lost())
        + " ms";
  }

  void run(int all) throws Exception {
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
      worker.await(ALL);
    }
    metronome.close();
  }

  /** Makes rounds until all together have made so many. */
  private void rounds(int all) throws Exception {
    Path bystander = Bystanders.file(folder);
    try (FileSource prepared = FileSource.builder(file).open()) {
      for (int i = next.getAndIncrement(); i < all; i = next.getAndIncrement()) {
        Attack attack = attacks.get(i % attacks.size());
        ThreadKind thread = ThreadKind.values()[i / attacks.size() % 2];
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
    Sendfile sendfile = Sendfile.getDefault().withForce(attack.strategy());
    try (Blocked blocked = attack.begin(folder, file, content, prepared)) {
      int number = Numbers.of(blocked.channel());
      Task<TransferResult> transfer = thread.start(() -> sendfile.transfer(blocked.request()));
      LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(LATEST));
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
        ends.add(metronome.took(closedAt, transfer.endedAt()));
        peer.await(HANGING);
        peers.add(metronome.took(closedAt, peer.endedAt()));
        bystanders.checkUntouched();
        met.addAndGet(bystanders.met() ? 1 : 0);
        blocked.checkAccount(failure);
      }
    }
  }
}
