package dev.sendfile.itests.nativecalls;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sendfile.itests.fixture.ChildJvm;
import dev.sendfile.tck.fixture.Resources;
import dev.sendfile.tck.fixture.Timing;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
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

  private static final int ROUNDS = Integer.getInteger("sendfile.reuse.rounds", 2_000);

  /** The promise: a transfer ends so soon after its channel was closed. */
  private static final Duration PROMISED = Duration.ofMillis(200);

  /**
   * What the slowest of thousands may take where many threads share few processors, and TCP waits
   * before it asks a receiver again whether it has room.
   */
  private static final Duration SLOWEST = Duration.ofSeconds(2);

  @TempDir Path folder;

  @Test
  @Timeout(value = 20, unit = TimeUnit.MINUTES)
  void noByteGoesToWhoeverGetsTheNumberNext() throws Exception {
    List<Attack> all = List.of(Attack.values());
    new ReuseRounds(folder, all).run(20 * ReuseRounds.AT_ONCE); // fills what is kept for reuse
    Resources before = Resources.now();
    ReuseRounds rounds = new ReuseRounds(folder, all);
    rounds.run(ROUNDS);
    System.out.println(rounds);
    assertThat(rounds.met()).as("rounds in which the number was met").isGreaterThan(ROUNDS / 10);
    Timing.check(rounds.ends().quantile(1), PROMISED);
    Timing.check(rounds.peers().quantile(0.5), PROMISED);
    Timing.check(rounds.peers().quantile(1), SLOWEST);
    before.awaitReturn();
  }

  /** Where the JDK does not tell numbers, those of connections are looked for, and may be stale. */
  @Test
  void norWhereTheNumberHasToBeLookedFor() {
    ChildJvm.Outcome outcome =
        new ChildJvm()
            .withClassPath()
            .with("--enable-native-access=ALL-UNNAMED")
            .run(ReuseRounds.class, "" + ROUNDS / 10, "SEND,SEND_PREPARED,RECEIVE,PUMP");
    System.out.println(outcome.output());
    assertThat(outcome.exit()).as(outcome.output()).isZero();
  }
}
