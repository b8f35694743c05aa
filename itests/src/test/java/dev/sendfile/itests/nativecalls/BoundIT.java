package dev.sendfile.itests.nativecalls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.sendfile.Sendfile;
import dev.sendfile.TransferException;
import dev.sendfile.TransferRequest;
import dev.sendfile.TransferResult;
import dev.sendfile.itests.faults.Fault;
import dev.sendfile.itests.faults.Linked;
import dev.sendfile.itests.faults.Road;
import dev.sendfile.itests.faults.TracedThread;
import dev.sendfile.tck.fixture.Content;
import dev.sendfile.tck.fixture.FeedKind;
import dev.sendfile.tck.fixture.TargetKind;
import dev.sendfile.tck.fixture.ThreadKind;
import dev.sendfile.tck.fixture.Timing;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where a socket cannot be told how long a call may wait, no call is made that might wait. */
@EnabledOnOs(value = OS.LINUX, disabledReason = "the calls are those of Linux")
@EnabledForJreRange(min = JRE.JAVA_22, disabledReason = "native calls need Java 22")
@Isolated("it stops threads of this JVM, and takes times")
class BoundIT {

  private static final int SIZE = 1 << 20;
  private static final byte[] CONTENT = Content.bytes(SIZE);
  private static final long BLOCKED = TimeUnit.MILLISECONDS.toNanos(200);
  private static final Duration SOON = Duration.ofSeconds(10);

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"getsockopt", "setsockopt"})
  void aSendStillEndsWhenItsTargetIsClosed(String call) throws Exception {
    Path file = Content.file(folder, SIZE);
    checkEnds(
        "native-sendfile",
        Road.SEND,
        call,
        BlockedSend.to(TargetKind.TCP_BLOCKING, TransferRequest.from(file), CONTENT));
  }

  @ParameterizedTest
  @ValueSource(strings = {"getsockopt", "setsockopt"})
  void aReceiveStillEndsWhenItsSourceIsClosed(String call) throws Exception {
    checkEnds(
        "native-splice", Road.RECEIVE, call, new BlockedReceive(FeedKind.TCP_BLOCKING, folder));
  }

  private void checkEnds(String strategy, Road road, String call, Blocked transfer)
      throws Exception {
    Sendfile sendfile = Linked.preferring(strategy, Sendfile.builder(), road, folder);
    Fault fault = new Fault(call, "ENOPROTOOPT", "1+");
    try (Blocked blocked = transfer) {
      long[] closedAt = new long[1];
      TracedThread<TransferResult> run =
          TracedThread.faulty(
              fault,
              folder,
              () -> {
                ThreadKind.PLATFORM.start(
                    () -> {
                      LockSupport.parkNanos(BLOCKED);
                      closedAt[0] = System.nanoTime();
                      blocked.channel().close();
                      return null;
                    });
                return sendfile.transfer(blocked.request());
              });
      assertThat(run.injected()).isPositive();
      assertThat(catchThrowable(run::outcome)).isInstanceOf(TransferException.class);
      Timing.check(Duration.ofNanos(run.endedAt() - closedAt[0]), SOON);
    }
  }
}
