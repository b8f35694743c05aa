package dev.sendfile.itests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import dev.sendfile.Sendfile;
import dev.sendfile.TransferRequest;
import dev.sendfile.TransferResult;
import dev.sendfile.itests.child.ManySends;
import dev.sendfile.itests.child.StalledCarriers;
import dev.sendfile.itests.fixture.ChildJvm;
import dev.sendfile.tck.fixture.Content;
import dev.sendfile.tck.fixture.Line;
import dev.sendfile.tck.fixture.Pause;
import dev.sendfile.tck.fixture.Receiver;
import dev.sendfile.tck.fixture.TargetKind;
import dev.sendfile.tck.fixture.Task;
import dev.sendfile.tck.fixture.ThreadKind;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Virtual threads: stalled receivers hold no carrier, nothing spins, and many are cheap. */
@EnabledForJreRange(min = JRE.JAVA_21)
class VirtualThreadIT {

  @TempDir Path folder;

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
            .atMost(Duration.ofMinutes(5))
            .run(StalledCarriers.class, strategy, target, count, mostCpuMillisPerSecond);
    assertThat(outcome.exit()).as(outcome.output()).isZero();
    assertThat(outcome.output()).contains("all arrived");
  }

  /** Nothing else would wait on such a channel, which the JDK leaves non-blocking for ever. */
  @Test
  void theKernelsOwnPathParksInAWriteOnAChannelThatAVirtualThreadHasUsed() throws Exception {
    int size = 2 << 20;
    try (Line line = TargetKind.TCP_BLOCKING.openNarrow();
        Receiver receiver = Receiver.stallingAfter(line, 1)) {
      SocketChannel channel = line.target(SocketChannel.class);
      ThreadKind.VIRTUAL.call(() -> channel.write(ByteBuffer.allocate(0)));
      TransferRequest request = line.to(TransferRequest.from(Content.file(folder, size)));
      Task<TransferResult> task =
          ThreadKind.PLATFORM.start(() -> Sendfile.getDefault().withForce("nio").transfer(request));
      receiver.awaitCount(1);
      Pause.naps(20);
      receiver.release();
      assertThat(task.await().parkedBytes()).isPositive();
      line.finish();
      assertArrayEquals(Content.bytes(size), receiver.awaitEnd());
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
            .atMost(Duration.ofMinutes(6))
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
