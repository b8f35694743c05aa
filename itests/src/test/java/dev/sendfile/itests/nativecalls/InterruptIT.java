package dev.sendfile.itests.nativecalls;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sendfile.FileSource;
import dev.sendfile.Sendfile;
import dev.sendfile.TransferInterruptedException;
import dev.sendfile.TransferRequest;
import dev.sendfile.TransferResult;
import dev.sendfile.tck.fixture.Content;
import dev.sendfile.tck.fixture.FeedKind;
import dev.sendfile.tck.fixture.Metronome;
import dev.sendfile.tck.fixture.TargetKind;
import dev.sendfile.tck.fixture.Task;
import dev.sendfile.tck.fixture.ThreadKind;
import dev.sendfile.tck.fixture.Timing;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * An interrupt ends a native transfer soon, at whatever moment it comes. A channel in non-blocking
 * mode stays open; one in blocking mode is closed if the thread waits in a call of the JDK, which
 * does that.
 */
@EnabledOnOs(value = OS.LINUX, disabledReason = "the calls are those of Linux")
@EnabledForJreRange(min = JRE.JAVA_22, disabledReason = "native calls need Java 22")
@Isolated("it takes times")
class InterruptIT {

  private static final int ROUNDS = 25;
  private static final long LATEST = TimeUnit.MILLISECONDS.toNanos(30);
  private static final Duration PROMISED = Duration.ofMillis(200);
  private static final Duration HANGING = Duration.ofSeconds(60);

  private static final int SIZE = 1 << 20;
  private static final byte[] CONTENT = Content.bytes(SIZE);

  @TempDir static Path folder;
  private static Path file;
  private static FileSource prepared;

  /** What waits for what. */
  private enum Wait {
    SEND,
    SEND_TO_UNIX,
    SEND_TO_NON_BLOCKING,
    SEND_PREPARED,
    SEND_PREPARED_TO_NON_BLOCKING,
    RECEIVE,
    RECEIVE_FROM_NON_BLOCKING,
    PUMP;

    String strategy() {
      return name().startsWith("SEND") ? "native-sendfile" : "native-splice";
    }

    boolean blocking() {
      return !name().endsWith("NON_BLOCKING");
    }

    Blocked begin() throws Exception {
      return switch (this) {
        case SEND -> BlockedSend.to(TargetKind.TCP_BLOCKING, TransferRequest.from(file), CONTENT);
        case SEND_TO_UNIX ->
            BlockedSend.to(TargetKind.UNIX_BLOCKING, TransferRequest.from(file), CONTENT);
        case SEND_TO_NON_BLOCKING ->
            BlockedSend.to(TargetKind.TCP_NON_BLOCKING, TransferRequest.from(file), CONTENT);
        case SEND_PREPARED -> BlockedSend.prepared(TargetKind.TCP_BLOCKING, prepared, CONTENT);
        case SEND_PREPARED_TO_NON_BLOCKING ->
            BlockedSend.prepared(TargetKind.UNIX_NON_BLOCKING, prepared, CONTENT);
        case RECEIVE -> new BlockedReceive(FeedKind.TCP_BLOCKING, folder);
        case RECEIVE_FROM_NON_BLOCKING -> new BlockedReceive(FeedKind.TCP_NON_BLOCKING, folder);
        case PUMP -> BlockedPump.between(CONTENT);
      };
    }

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
  }

  @BeforeAll
  static void makeFile() throws Exception {
    file = Content.file(folder, SIZE);
    prepared = FileSource.builder(file).open();
  }

  static Stream<Arguments> waits() {
    return Arrays.stream(Wait.values())
        .flatMap(it -> List.of(ThreadKind.values()).stream().map(on -> Arguments.of(it, on)));
  }

  @ParameterizedTest
  @MethodSource("waits")
  void anInterruptEndsItSoonAndItsAccountIsExact(Wait wait, ThreadKind thread) throws Exception {
    Sendfile sendfile = Sendfile.getDefault().withForce(wait.strategy());
    Latencies ends = new Latencies();
    try (Metronome metronome = new Metronome()) {
      for (int i = 0; i < ROUNDS; i++) {
        ends.add(round(sendfile, wait, thread, metronome));
      }
    }
    System.out.println(wait + " on " + thread + ": " + ends);
    Timing.check(ends.quantile(1), PROMISED);
  }

  private static long round(Sendfile sendfile, Wait wait, ThreadKind thread, Metronome metronome)
      throws Exception {
    try (Blocked blocked = wait.begin()) {
      Task<TransferResult> transfer = thread.start(() -> sendfile.transfer(blocked.request()));
      LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(LATEST));
      long interruptedAt = System.nanoTime();
      transfer.thread().interrupt();
      TransferInterruptedException failure =
          transfer.awaitFailure(TransferInterruptedException.class, HANGING);
      long took = metronome.took(interruptedAt, transfer.endedAt());
      if (!wait.blocking()) {
        assertThat(blocked.channel().isOpen()).isTrue();
      }
      blocked.channel().close();
      blocked.awaitEndAtPeer();
      blocked.checkAccount(failure);
      return took;
    }
  }
}
