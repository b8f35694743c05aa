package dev.sendfile.itests.soak;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sendfile.Sendfile;
import dev.sendfile.itests.fixture.Tls;
import dev.sendfile.spi.Batch;
import dev.sendfile.spi.Context;
import dev.sendfile.spi.Offer;
import dev.sendfile.spi.Plan;
import dev.sendfile.spi.Session;
import dev.sendfile.spi.Step;
import dev.sendfile.spi.TransferStrategy;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/** A short soak, and whether one would find what it looks for. */
@Isolated("it counts what the JVM holds")
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class SoakIT {

  private static final long SEED = 20_260_101;
  private static final int MOST_BYTES = 1 << 20;

  @TempDir Path folder;

  private final ByteArrayOutputStream said = new ByteArrayOutputStream();
  private final PrintStream out = new PrintStream(said, true, StandardCharsets.UTF_8);

  private String said() {
    return said.toString(StandardCharsets.UTF_8);
  }

  private static Settings settings(long transfers) {
    return new Settings(SEED, transfers, 8, MOST_BYTES);
  }

  @Test
  void hundredsOfTransfersLoseNothingAndLeaveNothing() throws Exception {
    Settings settings = settings(400);
    try (Worlds worlds = new Worlds(settings)) {
      boolean fine = new Soak(settings, worlds, out).run(worlds.folder(), worlds.deployment());
      assertThat(worlds.deployment().failure()).isNull();
      assertThat(fine).as(said()).isTrue();
    }
    assertThat(said()).containsPattern("leaks +0,").containsPattern("mismatches +0");
  }

  @Test
  void aNumberDrawsTheSameEachTime() {
    for (long number = 0; number < 1_000; number++) {
      assertThat(choices(number)).isEqualTo(choices(number));
    }
    assertThat(choices(1)).isNotEqualTo(choices(2));
  }

  private static String choices(long number) {
    return new Choices(SEED, number, MOST_BYTES, List.of("nio", "rwloop")).toString();
  }

  @Test
  void aStrategyThatSpoilsAByteNowAndThenIsFound() throws Exception {
    assertThat(soak(new Spoiling())).isFalse();
    assertThat(said())
        .containsPattern("mismatch in transfer [0-9]+: .*not the one that was sent")
        .containsPattern("again: mvn verify -Psoak .*--seed " + SEED + ".* --only [0-9]+'")
        .containsPattern("mismatches +[1-9]");
  }

  @Test
  void aStrategyThatLosesAByteNowAndThenIsFound() throws Exception {
    assertThat(soak(new Losing())).isFalse();
    assertThat(said()).containsPattern("mismatches +[1-9]");
  }

  private boolean soak(TransferStrategy strategy) throws Exception {
    Settings settings = settings(300);
    Sendfile sendfile = Sendfile.builder().strategies(strategy).build();
    ExecutorService peers = Executors.newCachedThreadPool();
    SSLContext tls = Tls.context(folder);
    try (Ground ground = Ground.in(folder, new Pattern(Ground.bytes(MOST_BYTES)), tls)) {
      Trials trials =
          new Trials(
              SEED, MOST_BYTES, List.of(strategy.name()), ground, peers, null, sendfile, sendfile);
      return new Soak(settings, trials, out).run(folder, Soak.Stillness.NONE);
    } finally {
      peers.shutdownNow();
    }
  }

  /** Works for files, but writes one byte in some ten thousand as another one. */
  private record Spoiling() implements TransferStrategy {
    private static final int EVERY = 10_007;

    @Override
    public String name() {
      return "spoiling";
    }

    @Override
    public String technique() {
      return "test";
    }

    @Override
    public Offer assess(Plan plan) {
      return plan.source().positional()
          ? Offer.accepted(Set.of())
          : Offer.declined("it reads files alone");
    }

    @Override
    public Session open(Plan plan, Context context) {
      return batch -> move(plan, batch);
    }

    private static Step move(Plan plan, Batch batch) throws IOException {
      ByteBuffer buffer = ByteBuffer.allocate((int) Math.min(8192, batch.max()));
      int n = plan.source().read(buffer, batch.position());
      if (n < 0) {
        return Step.END_OF_SOURCE;
      }
      int spoilt = (int) (EVERY - batch.position() % EVERY) % EVERY;
      if (spoilt < n) {
        buffer.put(spoilt, (byte) ~buffer.get(spoilt));
      }
      int written = plan.target().write(buffer.flip(), batch.targetPosition());
      return written > 0 ? Step.moved(written) : Step.TARGET_FULL;
    }
  }

  /** Works for files, but now and then counts a byte that it has not written. */
  private record Losing() implements TransferStrategy {
    @Override
    public String name() {
      return "losing";
    }

    @Override
    public String technique() {
      return "test";
    }

    @Override
    public Offer assess(Plan plan) {
      return new Spoiling().assess(plan);
    }

    @Override
    public Session open(Plan plan, Context context) {
      return batch -> {
        ByteBuffer buffer = ByteBuffer.allocate((int) Math.min(8192, batch.max()));
        int n = plan.source().read(buffer, batch.position());
        if (n < 0) {
          return Step.END_OF_SOURCE;
        }
        int written = plan.target().write(buffer.flip(), batch.targetPosition());
        boolean loses = written > 0 && written < batch.max() && written > 1_000;
        return written > 0 ? Step.moved(written + (loses ? 1 : 0)) : Step.TARGET_FULL;
      };
    }
  }
}
