package dev.sendfile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.sendfile.spi.Batch;
import dev.sendfile.spi.Context;
import dev.sendfile.spi.Keep;
import dev.sendfile.spi.Offer;
import dev.sendfile.spi.Plan;
import dev.sendfile.spi.Refusal;
import dev.sendfile.spi.Session;
import dev.sendfile.spi.Step;
import dev.sendfile.spi.TransferSelector;
import dev.sendfile.spi.TransferStrategy;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Strategies and selectors come and go at the worst of moments, which no container can time. */
class HandOverTest {

  private static final int SIZE = 1000;

  @TempDir Path folder;

  private final Deployed deployed = new Deployed();
  private final byte[] content = new byte[SIZE];
  private final ByteArrayOutputStream received = new ByteArrayOutputStream();
  private Path file;

  @BeforeEach
  void makeFile() throws IOException {
    new Random(7).nextBytes(content);
    file = Files.write(folder.resolve("content"), content);
  }

  private interface Happening {
    void happens();
  }

  /** Moves 100 bytes a step; something happens when it is asked to offer, and after a step. */
  private record Hundreds(String name, Happening assessed, Happening stepped)
      implements TransferStrategy {

    @Override
    public String technique() {
      return "test";
    }

    @Override
    public Offer assess(Plan plan) {
      assessed.happens();
      return Offer.accepted(Set.of());
    }

    @Override
    public Session open(Plan plan, Context context) {
      return batch -> hundred(plan, batch, stepped);
    }
  }

  private static final Happening NOTHING = () -> {};

  private static Step hundred(Plan plan, Batch batch, Happening after) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate((int) Math.min(100, batch.max()));
    int n = plan.source().read(buffer, batch.position());
    if (n < 0) {
      return Step.END_OF_SOURCE;
    }
    plan.target().write(buffer.flip(), batch.targetPosition());
    after.happens();
    return Step.moved(n);
  }

  private WritableByteChannel target() {
    return Channels.newChannel(received);
  }

  private TransferResult send() throws IOException {
    return deployed.sendfile().transfer(TransferRequest.from(file).to(target()));
  }

  @Test
  void oneThatGoesWhileItIsBeingChosenIsLeftAtTheFirstStep() throws IOException {
    Hundreds other = new Hundreds("b", NOTHING, NOTHING);
    deployed.now(new Hundreds("a", () -> deployed.now(other), NOTHING), other);

    assertThat(send().strategy()).isEqualTo("b");
    assertThat(received.toByteArray()).isEqualTo(content);
  }

  @Test
  void anEqualOneThatCameInItsPlaceIsNotTheSame() throws IOException {
    Happening[] swap = new Happening[1];
    Hundreds first = new Hundreds("a", NOTHING, () -> swap[0].happens());
    Hundreds second = new Hundreds(first.name(), first.assessed(), first.stepped());
    swap[0] =
        () -> {
          swap[0] = NOTHING;
          deployed.now(second);
        };
    deployed.now(first);

    assertThat(send().passedOver())
        .containsExactly(new TransferResult.PassedOver("a", "it was withdrawn"));
    assertThat(received.toByteArray()).isEqualTo(content);
  }

  @Test
  void oneThatGivesUpAfterItWasReplacedIsFollowedByItsSuccessor() throws IOException {
    Hundreds successor = new Hundreds("a", NOTHING, NOTHING);
    deployed.now(
        new Scripted("a")
            .then(
                (session, batch) -> {
                  deployed.now(successor);
                  return Step.notHandled(Refusal.ofEnds("not any more"));
                }));

    assertThat(send().passedOver())
        .containsExactly(new TransferResult.PassedOver("a", "not any more"));
    assertThat(received.toByteArray()).isEqualTo(content);
  }

  @Test
  void aSelectorThatHasGoneIsNotAskedAgain() throws IOException {
    Hundreds last = new Hundreds("c", NOTHING, NOTHING);
    Hundreds second =
        new Hundreds(
            "b",
            NOTHING,
            () -> {
              deployed.selector = null;
              deployed.now(last);
            });
    deployed.now(new Hundreds("a", NOTHING, () -> deployed.now(second, last)), second, last);
    deployed.selector =
        (plan, ranked) -> {
          assertThat(deployed.selector).as("it is there").isNotNull();
          return ranked;
        };

    assertThat(send().strategy()).isEqualTo("c");
    assertThat(received.toByteArray()).isEqualTo(content);
  }

  @Test
  void aSelectorWhoseClassesHaveGoneEndsNothingUnderWayAndIsNamed() throws IOException {
    TransferSelector broken =
        (plan, ranked) -> {
          throw new NoClassDefFoundError("of a bundle that was uninstalled");
        };
    Hundreds second = new Hundreds("b", NOTHING, NOTHING);
    deployed.now(
        new Hundreds(
            "a",
            NOTHING,
            () -> {
              deployed.selector = broken;
              deployed.now(second);
            }),
        second);

    assertThat(send().strategy()).as("the first goes on").isEqualTo("a");
    assertThat(received.toByteArray()).isEqualTo(content);
    assertThatExceptionOfType(NoStrategyException.class)
        .isThrownBy(this::send)
        .withMessageContaining("of a bundle that was uninstalled");
  }

  /** Is kept with the file. */
  private static final class Thing implements AutoCloseable {
    private boolean closed;

    @Override
    public void close() {
      closed = true;
    }
  }

  /** Keeps something with the file, and fails to close. */
  private record Unclosable(Thing thing, Happening stepped) implements TransferStrategy {

    @Override
    public String name() {
      return "unclosable";
    }

    @Override
    public String technique() {
      return "test";
    }

    @Override
    public Offer assess(Plan plan) {
      return Offer.accepted(Set.of());
    }

    @Override
    public Session open(Plan plan, Context context) {
      Keep keep = plan.source().keep();
      assertThat(keep).isNotNull();
      keep.get(Thing.class, () -> thing);
      return new Session() {
        @Override
        public Step step(Batch batch) throws IOException {
          return hundred(plan, batch, stepped);
        }

        @Override
        public void close() {
          throw new IllegalArgumentException("cannot be closed");
        }
      };
    }
  }

  @Test
  void whatATransferHoldsIsGivenBackAlsoWhenTheLibraryStopsAndTheStrategyThrows()
      throws IOException {
    Thing thing = new Thing();
    deployed.now(new Unclosable(thing, deployed::stop));
    FileSource source = FileSource.open(file);

    assertThatExceptionOfType(TransferException.class)
        .isThrownBy(() -> deployed.sendfile().transfer(TransferRequest.from(source).to(target())));
    source.close();
    assertThat(thing.closed).as("no transfer uses the file").isTrue();
  }
}
