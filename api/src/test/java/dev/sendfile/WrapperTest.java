package dev.sendfile;

import static dev.sendfile.Scripted.fails;
import static dev.sendfile.Scripted.refuses;
import static dev.sendfile.Scripted.upTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import dev.sendfile.spi.Batch;
import dev.sendfile.spi.Capability;
import dev.sendfile.spi.Context;
import dev.sendfile.spi.Offer;
import dev.sendfile.spi.Plan;
import dev.sendfile.spi.Scope;
import dev.sendfile.spi.Session;
import dev.sendfile.spi.Step;
import dev.sendfile.spi.TransferStrategy;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.Pipe;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A strategy that wraps whatever would have run without it, and what it holds meanwhile. */
class WrapperTest {

  @TempDir Path folder;

  private final byte[] content = Samples.bytes(1000);
  private final Sink sink = new Sink();
  private final Wrapper wrapper = new Wrapper();
  private final Scripted a = new Scripted("a");
  private final Scripted b = new Scripted("b");
  private final Deployed deployed = Deployed.of(wrapper, a, b);
  private final Sendfile forced = deployed.sendfile().withForce("wrapper");
  private Path file;

  @BeforeEach
  void makeFile() throws IOException {
    file = Files.write(folder.resolve("content"), content);
  }

  private TransferRequest fromFile() {
    return TransferRequest.from(file).to(sink);
  }

  private TransferRequest fromStream() {
    return TransferRequest.from(Samples.stream(content)).to(sink).range(0, 1000);
  }

  @Test
  void forcedItWrapsWhatRanksFirst() throws IOException {
    TransferResult result = forced.transfer(fromFile());

    assertThat(result.strategy()).isEqualTo("wrapper");
    assertThat(sink.taken()).isEqualTo(content);
    assertThat(wrapper.forced).containsExactly(true);
    assertThat(a.sessions).hasSize(1);
    assertThat(a.sessions.get(0).context.forced()).as("it is wrapped, not forced").isFalse();
    assertThat(a.sessions.get(0).closed).isEqualTo(1);
  }

  @Test
  void whoIsNotForcedIsToldSo() throws IOException {
    deployed.now(wrapper, a);
    deployed.sendfile().withForce("a").transfer(fromFile());
    assertThat(a.sessions.get(0).context.forced()).isTrue();

    deployed.sendfile().transfer(fromFile());
    assertThat(a.sessions.get(1).context.forced()).isFalse();
  }

  @Test
  void whatIsWrappedFallsBackByTheRanking() throws IOException {
    a.then(upTo(100)).answers(refuses(Scope.ENDS, "no more"));

    forced.transfer(fromFile());

    assertThat(sink.taken()).isEqualTo(content);
    assertThat(b.sessions).hasSize(1);
    assertThat(b.asked.get(0)).isEqualTo(900);
    assertThat(b.sessions.get(0).context.forced()).isFalse();
  }

  @Test
  void withNothingToWrapItCannotBeOpened() {
    deployed.now(wrapper);

    TransferException e =
        catchThrowableOfType(TransferException.class, () -> forced.transfer(fromFile()));

    assertThat(e)
        .isInstanceOf(NoStrategyException.class)
        .hasMessageContaining("no strategy is left for wrapper to delegate to");
  }

  @Test
  void bytesHeldBelowAreGivenBackToTheCaller() {
    deployed.now(wrapper, a);
    sink.taking(30);
    a.then(
        (session, batch) -> {
          session.take(batch, 100);
          return session.move(batch, 100);
        },
        fails(new IOException("broken")));

    TransferException e =
        catchThrowableOfType(TransferException.class, () -> forced.transfer(fromStream()));

    assertThat(e.bytesTransferred()).isEqualTo(30);
    assertThat(Samples.remaining(e.undelivered())).isEqualTo(Arrays.copyOfRange(content, 30, 100));
  }

  @Test
  void whatSomebodyBelowGaveUpIsGivenBackToo() {
    sink.taking(30, 10)
        .then(
            () -> {
              throw new IOException("broken");
            });
    a.then(
        (session, batch) -> {
          session.take(batch, 100);
          return session.move(batch, 100);
        },
        (session, batch) -> refuses(Scope.ENDS, "no more"));

    TransferException e =
        catchThrowableOfType(TransferException.class, () -> forced.transfer(fromStream()));

    assertThat(e.bytesTransferred()).isEqualTo(40);
    assertThat(Samples.remaining(e.undelivered())).isEqualTo(Arrays.copyOfRange(content, 40, 100));
  }

  @Test
  void noByteLeavesByAFallbackForARangeThatIsNotThere() {
    a.can(Capability.VERIFIES_RANGE)
        .opening(
            (plan, context) -> {
              throw new IOException("not today");
            });
    deployed.now(a, b);

    TransferException e =
        catchThrowableOfType(
            TransferException.class,
            () -> deployed.sendfile().transfer(fromFile().range(500, 501)));

    assertThat(e.bytesTransferred()).isZero();
    assertThat(sink.taken()).isEmpty();
    assertThat(b.asked).isEmpty();
  }

  /** Passes all on to what it wraps. */
  @Test
  void whatIsWrappedIsUnblockedOnceItsTargetIsClosed() throws IOException {
    Path large = Files.write(folder.resolve("large"), Samples.bytes(100_000));
    Pipe pipe = Pipe.open();
    a.then(
        (session, batch) -> {
          pipe.sink().close();
          await().atMost(Duration.ofMinutes(1)).until(() -> session.unblocked.getCount() == 0);
          throw new ClosedChannelException();
        });
    try (Pipe.SourceChannel unread = pipe.source()) {
      TransferException e =
          catchThrowableOfType(
              TransferException.class,
              () -> forced.transfer(TransferRequest.from(large).to(pipe.sink())));

      assertThat(e.reason()).endsWith("was closed while it was being written to");
      assertThat(unread.isOpen()).isTrue();
    }
  }

  private static final class Wrapper implements TransferStrategy {
    final List<Boolean> forced = new ArrayList<>();

    @Override
    public String name() {
      return "wrapper";
    }

    @Override
    public String technique() {
      return "wrapping";
    }

    @Override
    public Offer assess(Plan plan) {
      return Offer.lastResort(Set.of());
    }

    @Override
    public Session open(Plan plan, Context context) throws IOException {
      forced.add(context.forced());
      Session below = context.next(plan);
      return new Session() {
        @Override
        public Step step(Batch batch) throws IOException {
          return below.step(batch);
        }

        @Override
        public long detained() {
          return below.detained();
        }

        @Override
        public int surrender(ByteBuffer into) throws IOException {
          return below.surrender(into);
        }

        @Override
        public long stray() {
          return below.stray();
        }

        @Override
        public void unblock() {
          below.unblock();
        }

        @Override
        public void close() {
          below.close();
        }
      };
    }
  }
}
