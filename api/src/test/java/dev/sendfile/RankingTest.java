package dev.sendfile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sendfile.spi.Availability;
import dev.sendfile.spi.Capability;
import dev.sendfile.spi.Context;
import dev.sendfile.spi.Offer;
import dev.sendfile.spi.Plan;
import dev.sendfile.spi.Route;
import dev.sendfile.spi.Session;
import dev.sendfile.spi.TransferStrategy;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** In which order strategies are asked. */
class RankingTest {

  @TempDir Path directory;

  private TransferRequest request;

  @BeforeEach
  void makeRequest() throws IOException {
    Path file = Files.write(directory.resolve("file"), new byte[1000]);
    request = TransferRequest.from(file).to(OutputStream.nullOutputStream());
  }

  /** Offers, and is never opened. */
  private record Offering(String name, Offer offer, Availability availability)
      implements TransferStrategy {

    Offering(String name, Offer offer) {
      this(name, offer, Availability.available());
    }

    @Override
    public String technique() {
      return "test";
    }

    @Override
    public Offer assess(Plan plan) {
      return offer;
    }

    @Override
    public Session open(Plan plan, Context context) {
      throw new AssertionError("explaining opens nothing");
    }
  }

  private static Offering offering(String name, Capability... capabilities) {
    return new Offering(name, Offer.accepted(Set.of(capabilities)));
  }

  private static Offering efficientFrom(String name, long from, Capability... capabilities) {
    return new Offering(name, new Offer.Accepted(Set.of(capabilities), from, Long.MAX_VALUE));
  }

  private List<String> order(SendfileBuilder builder, Offering... strategies) throws IOException {
    return builder.strategies(strategies).build().explain(request).verdicts().stream()
        .map(Explanation.Verdict::strategy)
        .toList();
  }

  @Test
  void theTierDecidesWhateverTheOrderOfDiscovery() throws IOException {
    List<Offering> offerings =
        new ArrayList<>(
            Arrays.asList(
                offering("loop"),
                offering("mapping", Capability.MAPPED),
                offering("kernel", Capability.ZERO_COPY, Capability.NON_BLOCKING),
                offering("clone", Capability.REFLINK, Capability.ZERO_COPY)));
    Random random = new Random(1);
    for (int i = 0; i < 20; i++) {
      Collections.shuffle(offerings, random);

      assertThat(order(Sendfile.builder(), offerings.toArray(new Offering[0])))
          .containsExactly("clone", "kernel", "mapping", "loop");
    }
  }

  @Test
  void theNameDecidesBetweenEquals() throws IOException {
    assertThat(order(Sendfile.builder(), offering("b"), offering("c"), offering("a")))
        .containsExactly("a", "b", "c");
  }

  @Test
  void whatIsNotEfficientAtThisLengthFollowsWhatIs() throws IOException {
    assertThat(
            order(
                Sendfile.builder(),
                efficientFrom("kernel", 1001, Capability.ZERO_COPY),
                offering("loop")))
        .containsExactly("loop", "kernel");
    assertThat(
            order(
                Sendfile.builder(),
                efficientFrom("kernel", 1000, Capability.ZERO_COPY),
                offering("loop")))
        .containsExactly("kernel", "loop");
  }

  @Test
  void theLastResortFollowsAllThatAreEfficientAlsoWhereTheLengthIsNotKnown() throws IOException {
    Offering last = new Offering("a", Offer.lastResort(Set.of(Capability.ZERO_COPY)));
    assertThat(order(Sendfile.builder(), last, offering("loop"))).containsExactly("loop", "a");

    request =
        TransferRequest.from(InputStream.nullInputStream()).to(OutputStream.nullOutputStream());
    assertThat(order(Sendfile.builder(), last, offering("loop"))).containsExactly("loop", "a");
  }

  @Test
  void whatNeedsATargetThatNobodyClosesFollowsAllOthersUnlessItWeighsMore() throws IOException {
    Offering first = offering("a", Capability.ZERO_COPY, Capability.NEEDS_OPEN_TARGET);
    Offering last = new Offering("b", Offer.lastResort(Set.of()));
    assertThat(order(Sendfile.builder(), first, last)).containsExactly("b", "a");
    assertThat(order(Sendfile.builder().weight("a", 1), first, last)).containsExactly("a", "b");
  }

  @Test
  void theOperatorsWeightGoesBeforeAllElse() throws IOException {
    assertThat(
            order(
                Sendfile.builder().weight("loop", 1),
                offering("kernel", Capability.ZERO_COPY),
                offering("loop")))
        .containsExactly("loop", "kernel");
    assertThat(
            order(
                Sendfile.builder().weight("kernel", -1),
                offering("kernel", Capability.ZERO_COPY),
                offering("loop")))
        .containsExactly("loop", "kernel");
  }

  @Test
  void theUnavailableAndTheRefusedComeLastWithTheirReasons() throws IOException {
    Explanation explanation =
        Sendfile.builder()
            .strategies(
                new Offering("refusing", Offer.declined("not this route")),
                new Offering(
                    "absent",
                    Offer.accepted(Set.of()),
                    Availability.unavailable("no such call", "use another kernel")),
                offering("loop"))
            .build()
            .explain(request);

    assertThat(explanation.chosen()).contains("loop");
    assertThat(explanation.verdicts())
        .extracting(Explanation.Verdict::standing)
        .containsExactly(
            Explanation.Standing.CHOSEN,
            Explanation.Standing.UNAVAILABLE,
            Explanation.Standing.DECLINED);
    assertThat(explanation.toString())
        .contains("no such call; use another kernel", "not this route");
  }

  /** Says of a route what it is told to, and counts how often it is asked. */
  private static final class Choosy implements TransferStrategy {

    private final BooleanSupplier answer;
    private final AtomicInteger asked = new AtomicInteger();
    private final AtomicInteger assessed = new AtomicInteger();

    Choosy(BooleanSupplier answer) {
      this.answer = answer;
    }

    @Override
    public String name() {
      return "choosy";
    }

    @Override
    public String technique() {
      return "test";
    }

    @Override
    public boolean serves(Route route, boolean prepared) {
      asked.incrementAndGet();
      return answer.getAsBoolean();
    }

    @Override
    public Offer assess(Plan plan) {
      assessed.incrementAndGet();
      return Offer.declined("it is the wrong route");
    }

    @Override
    public Session open(Plan plan, Context context) {
      throw new AssertionError("who declines is not opened");
    }
  }

  @Test
  void whoNeverServesARouteIsAskedThatOnceAndNoMore() throws IOException {
    Choosy choosy = new Choosy(() -> false);
    Sendfile sendfile = Sendfile.builder().strategies(choosy, new Scripted("loop")).build();

    sendfile.transfer(request);
    sendfile.transfer(request);

    assertThat(choosy.asked).hasValue(1);
    assertThat(choosy.assessed).hasValue(0);
    assertThat(sendfile.explain(request).toString()).contains("it is the wrong route");
  }

  @Test
  void whoThrowsWhenAskedForARouteIsAskedForAnOffer() throws IOException {
    Choosy choosy =
        new Choosy(
            () -> {
              throw new IllegalStateException("it has no idea");
            });

    Sendfile.builder().strategies(choosy, new Scripted("loop")).build().transfer(request);

    assertThat(choosy.assessed).hasValue(1);
  }
}
