package dev.sendfile.itests;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sendfile.itests.fixture.Providers;
import dev.sendfile.spi.TransferStrategy;
import dev.sendfile.tck.StrategyContract;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Our strategies in pure Java keep what the kit asks of any. */
class ContractIT extends StrategyContract {

  @Override
  protected List<TransferStrategy> strategies() {
    List<String> others = Providers.nativeStrategies();
    return super.strategies().stream().filter(it -> !others.contains(it.name())).toList();
  }

  @Test
  void allOfThemAreAsked() {
    assertThat(strategies())
        .extracting(TransferStrategy::name)
        .containsExactlyInAnyOrderElementsOf(Providers.portableStrategies());
  }
}
