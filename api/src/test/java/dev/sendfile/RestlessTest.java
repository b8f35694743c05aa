package dev.sendfile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sendfile.internal.discovery.Found;
import dev.sendfile.internal.discovery.Registered;
import dev.sendfile.internal.discovery.Roster;
import dev.sendfile.internal.discovery.StrategySource;
import dev.sendfile.internal.settings.Defaults;
import dev.sendfile.internal.settings.Weights;
import dev.sendfile.spi.Batch;
import dev.sendfile.spi.Capability;
import dev.sendfile.spi.Context;
import dev.sendfile.spi.Offer;
import dev.sendfile.spi.Plan;
import dev.sendfile.spi.Refusal;
import dev.sendfile.spi.Session;
import dev.sendfile.spi.Step;
import dev.sendfile.spi.TransferStrategy;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Strategies that come and go at every moment of a transfer: with half of a header out, with bytes
 * in hand that cannot be read again, wrapped and unwrapped, between two steps and within one.
 */
class RestlessTest {

  private static final int RUNS = 400;

  @TempDir Path folder;

  /** All that may be there; one that refuses no step always is. */
  private static final class Restless implements StrategySource {
    private final Random random;
    private Roster roster;
    private int generation;
    private int sessions;

    Restless(long seed) {
      random = new Random(seed);
      roster = some();
    }

    private Roster some() {
      List<Registered> found = new ArrayList<>();
      found.add(Registered.of(new Hoarder(this, "sure", random.nextBoolean(), false), 0));
      for (String name : List.of("a", "b")) {
        if (random.nextBoolean()) {
          found.add(Registered.of(new Hoarder(this, name, random.nextBoolean(), true), 0));
        }
      }
      if (random.nextBoolean()) {
        found.add(Registered.of(new Wrapper(this), 1));
      }
      return Roster.of(new Found(found, List.of()), Weights.NONE, Weights.NONE);
    }

    void mayChange() {
      if (random.nextInt(5) == 0) {
        roster = some();
        generation++;
      }
    }

    int upTo(int most) {
      return 1 + random.nextInt(most);
    }

    @Override
    public Roster roster() {
      return roster;
    }

    @Override
    public int generation() {
      return generation;
    }
  }

  /** Reads more than it writes, and keeps the rest. */
  private record Hoarder(Restless all, String name, boolean gathers, boolean refuses)
      implements TransferStrategy {

    @Override
    public String technique() {
      return "test";
    }

    @Override
    public Offer assess(Plan plan) {
      all.mayChange();
      return Offer.accepted(gathers ? Set.of(Capability.GATHERS_HEADER) : Set.of());
    }

    @Override
    public Session open(Plan plan, Context context) {
      all.mayChange();
      return new Hoard(all, plan, refuses);
    }
  }

  private static final class Hoard implements Session {
    private final Restless all;
    private final Plan plan;
    private final boolean refuses;
    private ByteBuffer held = ByteBuffer.allocate(0);

    Hoard(Restless all, Plan plan, boolean refuses) {
      this.all = all;
      this.plan = plan;
      this.refuses = refuses;
      all.sessions++;
    }

    @Override
    public Step step(Batch batch) throws IOException {
      all.mayChange();
      if (batch.header().hasRemaining()) {
        return Step.moved(write(batch.header(), 3, batch));
      }
      if (refuses && all.random.nextInt(10) == 0) {
        return Step.notHandled(Refusal.ofStep("not this one"));
      }
      if (!held.hasRemaining()) {
        ByteBuffer read = ByteBuffer.allocate((int) Math.min(all.upTo(60), batch.max()));
        if (plan.source().read(read, batch.position()) < 0) {
          return Step.END_OF_SOURCE;
        }
        held = read.flip();
      }
      int n = write(held, all.upTo(40), batch);
      if (plan.source().positional()) {
        held.position(held.limit()); // it is read again
      }
      return Step.moved(n);
    }

    private int write(ByteBuffer from, int most, Batch batch) throws IOException {
      ByteBuffer part = from.slice(from.position(), Math.min(most, from.remaining()));
      int n = plan.target().write(part, batch.targetPosition());
      from.position(from.position() + n);
      all.mayChange();
      return n;
    }

    @Override
    public long detained() {
      return held.remaining();
    }

    @Override
    public int surrender(ByteBuffer into) {
      all.mayChange();
      int n = Math.min(all.upTo(7), Math.min(held.remaining(), into.remaining()));
      into.put(held.slice(held.position(), n));
      held.position(held.position() + n);
      return n;
    }

    @Override
    public void close() {
      assertThat(held.remaining()).as("bytes that are lost").isZero();
      all.sessions--;
    }
  }

  /** Lets pieces through. */
  private record Wrapper(Restless all) implements TransferStrategy {

    @Override
    public String name() {
      return "wrapper";
    }

    @Override
    public String technique() {
      return "test";
    }

    @Override
    public Offer assess(Plan plan) {
      return Offer.accepted(Set.of(Capability.GATHERS_HEADER));
    }

    @Override
    public Session open(Plan plan, Context context) throws IOException {
      Session rest = context.next(plan);
      return new Session() {
        @Override
        public Step step(Batch batch) throws IOException {
          all.mayChange();
          return rest.step(batch.atMost(all.upTo(50)));
        }

        @Override
        public long detained() {
          return rest.detained();
        }

        @Override
        public int surrender(ByteBuffer into) throws IOException {
          return rest.surrender(into);
        }

        @Override
        public void close() {
          rest.close();
        }
      };
    }
  }

  private static byte[] bytes(Random random, int most) {
    byte[] bytes = new byte[random.nextInt(most)];
    random.nextBytes(bytes);
    return bytes;
  }

  @Test
  void notOneByteIsLostOrDoubled() throws IOException {
    for (int seed = 0; seed < RUNS; seed++) {
      Random random = new Random(seed);
      byte[] header = bytes(random, 20);
      byte[] content = bytes(random, 1000);
      byte[] trailer = bytes(random, 20);
      Restless all = new Restless(seed);
      ByteArrayOutputStream received = new ByteArrayOutputStream();
      TransferSource source =
          seed % 2 == 0
              ? TransferRequest.from(new ByteArrayInputStream(content))
              : TransferRequest.from(Files.write(folder.resolve("content"), content));
      TransferRequest request =
          source
              .to(Channels.newChannel(received))
              .header(ByteBuffer.wrap(header))
              .trailer(ByteBuffer.wrap(trailer));
      Sendfile sendfile =
          new Sendfile(Engine.of(all, () -> null, () -> Defaults.NONE, null), Settings.NONE);

      TransferResult result = sendfile.transfer(request);

      ByteArrayOutputStream expected = new ByteArrayOutputStream();
      expected.writeBytes(header);
      expected.writeBytes(content);
      expected.writeBytes(trailer);
      assertThat(received.toByteArray())
          .as("run %s: %s", seed, result)
          .isEqualTo(expected.toByteArray());
      assertThat(all.sessions).as("sessions left open in run %s", seed).isZero();
    }
  }
}
