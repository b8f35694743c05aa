package dev.sendfile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sendfile.internal.choice.Policy;
import dev.sendfile.internal.end.Trust;
import dev.sendfile.internal.settings.Defaults;
import dev.sendfile.internal.settings.Weights;
import dev.sendfile.spi.Options;
import dev.sendfile.spi.TransferSelector;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What holds where code and an operator have set something, and who decides then. */
class SettingsTest {

  private static final Defaults OPERATOR =
      new Defaults("nio", new Options(11, 22), 33, 44, Weights.NONE, null);

  private final TransferListener listener = progress -> {};
  private final TransferSelector selector = (plan, ranked) -> ranked;

  @Test
  void whatCodeHasNotSetTheOperatorHas() {
    assertThat(Settings.NONE.over(OPERATOR))
        .isEqualTo(
            new Settings("nio", null, new Options(11, 22), 33, 44, null, null, Trust.JDK_ONLY));
    assertThat(Settings.NONE.over(Defaults.NONE)).isEqualTo(Settings.NONE);
  }

  @Test
  void whatCodeHasSetGoesBeforeTheOperator() {
    Settings code =
        Settings.NONE
            .withForce("mmap")
            .withSelector(selector)
            .withBufferSize(1)
            .withChunkSize(2)
            .withWriteTimeout(Duration.ofNanos(3))
            .withReadTimeout(Duration.ofNanos(4))
            .withListener(listener);

    assertThat(code)
        .isEqualTo(
            new Settings(
                "mmap", selector, new Options(1, 2), 3, 4, listener, null, Trust.JDK_ONLY));
    assertThat(code.over(OPERATOR)).isEqualTo(code);
  }

  @Test
  void nothingTakesAwayTheForceOfTheOperator() {
    assertThat(Settings.NONE.withForce("nothing").over(OPERATOR).force()).isNull();
  }

  @Test
  void eitherTimeoutIsOne() {
    assertThat(Settings.NONE.hasTimeout()).isFalse();
    assertThat(Settings.NONE.withWriteTimeout(Duration.ofNanos(1)).hasTimeout()).isTrue();
    assertThat(Settings.NONE.withReadTimeout(Duration.ofNanos(1)).hasTimeout()).isTrue();
  }

  @Test
  void aDeployedSelectorDecidesWhereNothingElseIsSet() {
    Deployed deployed = Deployed.of();
    Engine engine = Engine.of(deployed, () -> deployed.selector, () -> Defaults.NONE, null);
    TransferSelector other = (plan, ranked) -> ranked;
    deployed.selector = other;

    assertThat(Terms.of(engine, Settings.NONE, Defaults.NONE).policy())
        .isEqualTo(new Policy(null, other, null));
    assertThat(Terms.of(engine, Settings.NONE.withSelector(selector), Defaults.NONE).policy())
        .isEqualTo(new Policy(null, selector, null));
    assertThat(Terms.of(engine, Settings.NONE, OPERATOR).policy())
        .isEqualTo(new Policy("nio", null, null));
    deployed.selector = null;
    assertThat(Terms.of(engine, Settings.NONE, Defaults.NONE).policy())
        .isEqualTo(new Policy(null, null, null));
  }

  @Test
  void timeoutsAreWrittenShort() {
    Engine engine = Engine.of(Deployed.of(), () -> null, () -> Defaults.NONE, null);
    Settings settings =
        Settings.NONE
            .withWriteTimeout(Duration.ofMillis(1500))
            .withReadTimeout(Duration.ofMinutes(2));

    Terms terms = Terms.of(engine, settings, Defaults.NONE);

    assertThat(terms.writeTimeoutText()).isEqualTo("1.5s");
    assertThat(terms.readTimeoutText()).isEqualTo("2m");
  }
}
