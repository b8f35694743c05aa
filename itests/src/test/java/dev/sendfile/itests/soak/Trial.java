package dev.sendfile.itests.soak;

import dev.sendfile.Sendfile;
import dev.sendfile.Transfer;
import dev.sendfile.TransferException;
import dev.sendfile.TransferInterruptedException;
import dev.sendfile.TransferRequest;
import dev.sendfile.TransferResult;
import dev.sendfile.tck.fixture.Task;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;

/** One transfer between two ends, with what befalls it. */
final class Trial implements AutoCloseable {

  /** After this a transfer hangs. */
  static final Duration PATIENCE = Duration.ofSeconds(60);

  private static final long LONGEST_PAUSE_MICROS = 5_000;

  private final Choices choices;
  private final Origin origin;
  private final Destination destination;
  private final Expected expected;
  private final CompletableFuture<Thread> thread = new CompletableFuture<>();
  private final CompletableFuture<Transfer> handle = new CompletableFuture<>();
  private final CountDownLatch ended = new CountDownLatch(1);
  private final AtomicBoolean happened = new AtomicBoolean();
  private final long pauseMicros;
  private final int cut;
  private final TransferRequest request;

  Trial(Choices choices, Ground ground) throws Exception {
    this.choices = choices;
    SplittableRandom random = new SplittableRandom(choices.seed);
    pauseMicros = random.nextLong(LONGEST_PAUSE_MICROS);
    cut = choices.length == 0 ? 0 : random.nextInt(choices.length);
    int mostFrom = ground.pattern().size() - Choices.MOST_FRAMING;
    Pattern.Part header = new Pattern.Part(random.nextInt(mostFrom), choices.headerLength);
    Pattern.Part trailer = new Pattern.Part(random.nextInt(mostFrom), choices.trailerLength);
    origin = origin(choices, ground, random);
    destination = destination(choices, ground, random);
    Pattern given =
        choices.source == SpecialKind.DEVICE
            ? new Pattern(new byte[choices.length])
            : ground.pattern();
    Expected all = new Expected(ground.pattern(), given, header, origin.content(), trailer);
    boolean shortened = choices.fault == Fault.PEER_ENDS_EARLY && !choices.explicitLength;
    expected = shortened ? all.endingAt(at(choices.length)) : all;
    if (choices.fault == Fault.PEER_ENDS_EARLY) {
      ((FeedOrigin) origin).endsAt(at(choices.length));
    }
    TransferRequest plain = origin.range(destination.to(origin.from()));
    request = plain.header(bytes(ground, header)).trailer(bytes(ground, trailer));
  }

  private static Origin origin(Choices choices, Ground ground, SplittableRandom random)
      throws Exception {
    if (choices.source == null) {
      return choices.feed == null
          ? new FileOrigin(choices, ground, random)
          : new FeedOrigin(choices, ground, random);
    }
    return switch (choices.source) {
      case FOREIGN -> new ForeignOrigin(choices, ground, random);
      case DEVICE -> new DeviceOrigin(choices, random);
      case FIFO -> new FifoOrigin(choices, ground, random);
    };
  }

  private static Destination destination(Choices choices, Ground ground, SplittableRandom random)
      throws Exception {
    if (choices.line != null) {
      return new LineDestination(choices, ground, random);
    }
    if (choices.written != null) {
      return choices.sharedTarget
          ? new SharedFileDestination(choices, ground)
          : new FileDestination(choices, ground, random);
    }
    if (choices.memory != null) {
      return new MemoryDestination(choices, random);
    }
    return switch (choices.target) {
      case FOREIGN -> new ForeignDestination(choices, random);
      case DEVICE -> new DeviceDestination(random);
      case FIFO -> new FifoDestination(ground);
    };
  }

  private static ByteBuffer bytes(Ground ground, Pattern.Part part) {
    return ground.pattern().buffer(part);
  }

  private int at(int bytes) {
    return (int) (choices.when * bytes);
  }

  Choices choices() {
    return choices;
  }

  Origin origin() {
    return origin;
  }

  Destination destination() {
    return destination;
  }

  TransferRequest request() {
    return request;
  }

  boolean hasHappened() {
    return happened.get();
  }

  // ---- the transfer

  /** Runs it to its end, and lets happen what is to happen. */
  Account run(Sendfile sendfile, Witness witness, Executor peers) throws Exception {
    Peer plain = Peer.plain(ended);
    boolean receives = choices.receives();
    boolean sends = choices.sends();
    boolean senderActs = sends && (!receives || isSendersDoing());
    Peer acting =
        new Peer(
            at(senderActs ? choices.length : choices.total()),
            this::happen,
            choices.pace,
            pauseMicros,
            ended);
    boolean faulty = choices.fault != Fault.NONE;
    destination.begin(expected, faulty && receives && !senderActs ? acting : plain, peers);
    origin.begin(faulty && senderActs ? acting : plain, peers);
    Sendfile told = choices.listens ? sendfile.withListener(witness) : sendfile;
    Asking asking = new Asking(this, told);
    Task<Account> task = choices.thread.start(() -> end(asking));
    if (faulty && !receives && !sends) {
      LockSupport.parkNanos(pauseMicros * 1000 / 10);
      happen();
    }
    return task.await(PATIENCE);
  }

  private boolean isSendersDoing() {
    return switch (choices.fault) {
      case PEER_RESETS, PEER_ENDS_EARLY, READ_TIMEOUT -> true;
      default -> false;
    };
  }

  private Account end(Asking asking) {
    thread.complete(Thread.currentThread());
    try {
      TransferResult result = asking.run(handle);
      return Account.of(result, Thread.currentThread().isInterrupted());
    } catch (TransferException e) {
      return Account.of(e, Thread.currentThread().isInterrupted());
    } catch (Error e) {
      return Account.of(e, Thread.currentThread().isInterrupted());
    } finally {
      ended.countDown();
    }
  }

  private void happen() throws IOException {
    switch (choices.fault) {
      case NONE,
          PEER_DAWDLES,
          WRITE_TIMEOUT,
          READ_TIMEOUT,
          TARGET_THROWS,
          TARGET_CLOSES_ITSELF,
          FOREIGN_SOURCE_THROWS,
          FOREIGN_TARGET_THROWS -> {}
      case PEER_HANGS_UP -> destination.hangUp();
      case PEER_RESETS -> ((FeedOrigin) origin).feed().reset();
      case PEER_ENDS_EARLY -> ((FeedOrigin) origin).feed().end();
      case TARGET_CLOSED -> destination.closeTarget();
      case SOURCE_CLOSED -> origin.closeSource();
      case SOURCE_TRUNCATED -> {
        destination.mayBeZerosFrom(choices.headerLength + cut);
        ((FileOrigin) origin).truncate(cut);
      }
      case SOURCE_GROWN -> ((FileOrigin) origin).grow();
      case CANCEL -> handle.thenAccept(Transfer::cancel);
      case INTERRUPT -> thread.thenAccept(Thread::interrupt);
    }
    happened.set(true);
  }

  // ---- what became of it

  /**
   * Looks whether it ended as it should.
   *
   * @param mayLack whether there may have been no strategy for it
   */
  void check(Account account, boolean mayLack, Complaints complaints) throws Exception {
    if (account.completed()) {
      complaints.require(
          account.result().bytes() == expected.total(),
          "%d bytes, not %d",
          account.result().bytes(),
          expected.total());
      complaints.require(mayComplete(), "it completed");
    } else {
      complaints.require(
          choices.fault.explains(account.failure())
              || (mayLack && Fault.isWantOfStrategy(account.failure())),
          "it failed otherwise");
      complaints.require(
          account.error() == null || choices.fault.isForeign(), "an error of nobody's");
      complaints.require(
          account.least() <= account.most()
              && (account.most() <= expected.total() || account.failure().bytesRequested() < 0),
          "%d..%d bytes of %d",
          account.least(),
          account.most(),
          expected.total());
    }
    complaints.require(
        account.interrupted() || !(account.failure() instanceof TransferInterruptedException),
        "the flag of the interrupt is lost");
    origin.check(choices, expected, account, complaints);
    origin.close();
    destination.check(choices, expected, account, complaints);
  }

  private boolean mayComplete() {
    return switch (choices.fault) {
      case PEER_RESETS, READ_TIMEOUT, TARGET_THROWS, FOREIGN_SOURCE_THROWS, FOREIGN_TARGET_THROWS ->
          false;
      case PEER_ENDS_EARLY -> !choices.explicitLength;
      default -> true;
    };
  }

  @Override
  public void close() throws Exception {
    ended.countDown();
    try {
      origin.close();
    } finally {
      destination.close();
    }
  }
}
