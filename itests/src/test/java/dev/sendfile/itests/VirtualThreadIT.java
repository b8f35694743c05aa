package dev.sendfile.itests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import dev.sendfile.TransferResult;
import dev.sendfile.itests.child.ManySends;
import dev.sendfile.itests.child.StalledCarriers;
import dev.sendfile.itests.fixture.ChildJvm;
import dev.sendfile.itests.fixture.CpuTime;
import dev.sendfile.tck.fixture.Task;
import dev.sendfile.tck.fixture.ThreadKind;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Virtual threads: stalled receivers hold no carrier, nothing spins, and many are cheap. */
@EnabledForJreRange(min = JRE.JAVA_21)
class VirtualThreadIT {

  private static final String CASES = "dev.sendfile.itests.Case#onPlatformThreads";

  /** Two carriers, and more stalled sends than that, each the first operation on its socket. */
  @ParameterizedTest
  @CsvSource({
    "nio,TCP_BLOCKING,10,100",
    "rwloop,TCP_BLOCKING,10,100",
    "mmap,TCP_BLOCKING,10,100",
    "nio,UNIX_BLOCKING,10,100",
    "rwloop,PLAIN_SOCKET,10,100",
    "mmap,PLAIN_SOCKET,10,100",
    "nio,TCP_NON_BLOCKING,300,600",
    "rwloop,TCP_NON_BLOCKING,300,600"
  })
  void stalledReceiversHoldNoCarrierAndUseNoProcessor(
      String strategy, String target, String count, String mostCpuMillisPerSecond) {
    ChildJvm.Outcome outcome =
        new ChildJvm()
            .with("-Djdk.virtualThreadScheduler.parallelism=2")
            .withClassPath()
            .atMost(Duration.ofSeconds(30))
            .run(StalledCarriers.class, strategy, target, count, mostCpuMillisPerSecond);
    assertThat(outcome.exit()).as(outcome.output()).isZero();
    assertThat(outcome.output()).contains("all arrived");
  }

  /**
   * The JDK leaves such a channel's descriptor non-blocking for ever, although the channel says
   * otherwise.
   */
  @ParameterizedTest
  @MethodSource(CASES)
  void aChannelOnceUsedOnAVirtualThreadDoesNotSpinOnAPlatformThread(Case it) throws Exception {
    if (!(it.target().isSocketChannel() && it.target().isBlocking())) {
      return;
    }
    try (Stalled stalled = Stalled.of(it)) {
      Object target = stalled.line().target();
      SocketChannel channel =
          target instanceof java.net.Socket socket ? socket.getChannel() : (SocketChannel) target;
      ThreadKind.VIRTUAL.call(() -> channel.write(ByteBuffer.allocate(0)));
      assertThat(channel.isBlocking()).isTrue();
      Task<TransferResult> task = stalled.start();
      Duration before = CpuTime.of(task.thread());
      Stalled.pause(Duration.ofMillis(500));
      assertThat(CpuTime.of(task.thread()).minus(before)).isLessThan(Duration.ofMillis(25));
      stalled.receiver().release();
      TransferResult result = task.await();
      assertThat(result.bytes()).isEqualTo(Stalled.SIZE);
      if (it.strategy().equals("nio")) {
        assertThat(result.parkedBytes()).isPositive();
      }
      stalled.line().finish();
      assertArrayEquals(Stalled.CONTENT, stalled.receiver().awaitEnd());
    }
  }

  /**
   * The full version: {@code -Dsendfile.many.bytes=1048576 -Dsendfile.many.rate=65536}, as in the
   * javadoc of {@link ManySends}.
   */
  @ParameterizedTest
  @CsvSource({"nio", "mmap", "rwloop"})
  void thousandsOfSlowReceiversAreServed(String strategy) {
    ChildJvm.Outcome outcome =
        new ChildJvm()
            .with("-Xmx256m")
            .withClassPath()
            .atMost(Duration.ofSeconds(55))
            .run(
                ManySends.class,
                strategy,
                System.getProperty("sendfile.many.count", "2000"),
                System.getProperty("sendfile.many.bytes", "200000"),
                System.getProperty("sendfile.many.rate", "65536"));
    System.out.println(outcome.output());
    assertThat(outcome.exit()).as(outcome.output()).isZero();
  }
}
