package dev.sendfile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sendfile.TransferResult.PassedOver;
import dev.sendfile.internal.choice.Ranking;
import dev.sendfile.spi.Availability;
import dev.sendfile.spi.Capability;
import dev.sendfile.spi.Offer;
import dev.sendfile.spi.TransferSelector;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who decides, and what is said where nothing can be decided. */
class ChoiceTest {

  @TempDir Path folder;

  private final Scripted a = new Scripted("a");
  private final Scripted b = new Scripted("b").technique("other");
  private final Scripted away =
      new Scripted("away").available(Availability.unavailable("no such call", "use another"));
  private final Scripted shy = new Scripted("shy").offering(Offer.declined("not for me"));
  private TransferRequest request;

  @BeforeEach
  void makeRequest() throws IOException {
    Path file = Files.write(folder.resolve("file"), new byte[10]);
    request = TransferRequest.from(file).to(new Sink());
  }

  private static TransferSelector named(String name, TransferSelector selector) {
    return new TransferSelector() {
      @Override
      public List<dev.sendfile.spi.Candidate> select(
          dev.sendfile.spi.Plan plan, List<dev.sendfile.spi.Candidate> ranked) {
        return selector.select(plan, ranked);
      }

      @Override
      public String toString() {
        return name;
      }
    };
  }

  private void refused(Sendfile sendfile, String message) {
    assertThatExceptionOfType(NoStrategyException.class)
        .isThrownBy(() -> sendfile.transfer(request))
        .withMessage(message);
  }

  @Test
  void theBestRunsAndTheOthersFollow() throws IOException {
    a.answers(Scripted.refuses(dev.sendfile.spi.Scope.ENDS, "no"));

    assertThat(Deployed.of(b, shy, a).sendfile().transfer(request).strategy()).isEqualTo("b");
  }

  @Test
  void aStrategyIsForcedByNameOrTechnique() throws IOException {
    Sendfile sendfile = Deployed.of(a, b).sendfile();

    assertThat(sendfile.withForce("b").transfer(request).strategy()).isEqualTo("b");
    assertThat(sendfile.withForce("other").transfer(request).strategy()).isEqualTo("b");
    assertThat(sendfile.withForce("test").transfer(request).strategy()).isEqualTo("a");
    assertThat(sendfile.withForce("nothing").transfer(request).strategy()).isEqualTo("a");
  }

  @Test
  void aForcedStrategyIsNotFollowedByAnother() {
    b.always((session, batch) -> Scripted.refuses(dev.sendfile.spi.Scope.ENDS, "no"));

    refusedAfterStart(Deployed.of(a, b).sendfile().withForce("b"));
    assertThat(a.sessions).isEmpty();
  }

  private void refusedAfterStart(Sendfile sendfile) {
    assertThatExceptionOfType(NoStrategyException.class)
        .isThrownBy(() -> sendfile.transfer(request))
        .withMessageContaining("gave up: b: no; 0 of 10 bytes");
  }

  @Test
  void whoDeclinedAheadAndWhoGaveUpOnTheWayAreToldApart() {
    a.answers(Scripted.refuses(dev.sendfile.spi.Scope.ENDS, "no more"));
    NoStrategyException ahead =
        catchThrowableOfType(
            NoStrategyException.class,
            () -> Deployed.of(shy, a).sendfile().withForce("shy").transfer(request));
    NoStrategyException onTheWay =
        catchThrowableOfType(
            NoStrategyException.class, () -> Deployed.of(shy, a).sendfile().transfer(request));

    assertThat(ahead.declined()).containsExactly(new PassedOver("shy", "declines: not for me"));
    assertThat(ahead.passedOver()).isEmpty();
    assertThat(onTheWay.declined()).containsExactly(new PassedOver("shy", "declines: not for me"));
    assertThat(onTheWay.passedOver()).containsExactly(new PassedOver("a", "no more"));
    assertThat(onTheWay.failedEnd()).isEqualTo(FailedEnd.NEITHER);
  }

  @Test
  void anUnknownForceNamesWhatThereIs() {
    refused(
        Deployed.of(a, b, away).sendfile().withForce("x"),
        "no strategy or technique is named 'x'; there are the strategies a, away, b and the"
            + " techniques test, other");
    refused(
        Deployed.of().sendfile().withForce("x"),
        "no strategy or technique is named 'x'; no strategy is deployed: add at least one"
            + " provider, for example the artifact dev.sendfile:sendfile-provider-rwloop, in a jar"
            + " that this process may read (Java passes over others in silence)");
  }

  @Test
  void aForcedStrategyThatCannotServeSaysWhy() {
    refused(
        Deployed.of(a, shy).sendfile().withForce("shy"),
        "forced to 'shy', which cannot serve file -> channel: shy declines: not for me");
    refused(
        Deployed.of(a, away).sendfile().withForce("away"),
        "forced to 'away', which cannot serve file -> channel: away is unavailable: no such call;"
            + " use another");
  }

  @Test
  void whereNothingServesAllSayWhy() {
    refused(
        Deployed.of(shy, away).sendfile(),
        "no strategy serves file -> channel: away is unavailable: no such call; use another; shy"
            + " declines: not for me");
    refused(
        Deployed.of().sendfile(),
        "no strategy is deployed: add at least one provider, for example the artifact"
            + " dev.sendfile:sendfile-provider-rwloop, in a jar that this process may read (Java"
            + " passes over others in silence)");
  }

  @Test
  void aSelectorDecidesAmongWhatServes() throws IOException {
    Sendfile sendfile =
        Deployed.of(a, b, shy)
            .sendfile()
            .withSelector(
                (plan, ranked) -> {
                  assertThat(ranked).extracting("name").containsExactly("a", "b");
                  return List.of(ranked.get(1));
                });

    assertThat(sendfile.transfer(request).strategy()).isEqualTo("b");
    assertThat(sendfile.withForce("a").transfer(request).strategy()).isEqualTo("a");
  }

  @Test
  void aSelectorThatThrowsSelectsNothingStrangersOrTwiceIsNamed() {
    Sendfile sendfile = Deployed.of(a, b).sendfile();
    refused(
        sendfile.withSelector(
            named(
                "mine",
                (plan, ranked) -> {
                  throw new IllegalStateException("bug");
                })),
        "the TransferSelector mine threw java.lang.IllegalStateException: bug");
    refused(
        sendfile.withSelector(named("mine", (plan, ranked) -> List.of())),
        "the TransferSelector mine selected nothing; it must return at least one of [a, b]");
    refused(
        sendfile.withSelector(
            named("mine", (plan, ranked) -> List.of(ranked.get(0), ranked.get(0)))),
        "the TransferSelector mine selected [a, a]; it must return some of [a, b], each at most"
            + " once");
    dev.sendfile.spi.Candidate stranger =
        new dev.sendfile.spi.Candidate(shy, "shy", "test", 0, Offer.accepted(Set.of()));
    refused(
        sendfile.withSelector(named("mine", (plan, ranked) -> List.of(stranger))),
        "the TransferSelector mine selected [shy]; it must return some of [a, b], each at most"
            + " once");
  }

  @Test
  void betweenEqualsWhatNeverParksGoesFirst() throws IOException {
    Deployed deployed = Deployed.of(a, b.can(Capability.NON_BLOCKING));

    assertThat(deployed.sendfile().transfer(request).strategy()).isEqualTo("b");
    assertThat(deployed.sendfile().explain(request).chosen()).contains("b");
  }

  @Test
  void whatIsEfficientAtOtherLengthsGoesBeforeTheLastResort() throws IOException {
    a.offering(Offer.lastResort(Set.of(Capability.ZERO_COPY)));
    b.offering(new Offer.Accepted(Set.of(), 11, 20));

    assertThat(Deployed.of(a, b).sendfile().transfer(request).strategy()).isEqualTo("b");
  }

  @Test
  void theFirstOfTheRankingIsTheBest() throws IOException {
    Scripted[] all = {
      a.can(Capability.MAPPED),
      b.can(Capability.ZERO_COPY),
      shy,
      new Scripted("c").can(Capability.REFLINK),
      new Scripted("d")
    };
    Deployed deployed = Deployed.of(all);
    Sendfile sendfile =
        deployed
            .sendfile()
            .withSelector(
                (plan, ranked) -> {
                  assertThat(ranked).isEqualTo(Ranking.rank(deployed.roster(), plan));
                  assertThat(Ranking.best(deployed.roster(), plan, null)).isSameAs(ranked.get(0));
                  assertThat(Ranking.best(deployed.roster(), plan, "d").name()).isEqualTo("d");
                  assertThat(Ranking.best(deployed.roster(), plan, "shy")).isNull();
                  assertThat(Ranking.without(ranked, List.of("b")))
                      .extracting("name")
                      .containsExactly("c", "a", "d");
                  return ranked;
                });

    assertThat(sendfile.transfer(request).strategy()).isEqualTo("c");
  }
}
