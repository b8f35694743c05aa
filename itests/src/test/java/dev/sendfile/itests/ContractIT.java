package dev.sendfile.itests;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sendfile.itests.fixture.Providers;
import dev.sendfile.spi.TransferStrategy;
import dev.sendfile.tck.StrategyContract;
import org.junit.jupiter.api.Test;

/** Our strategies keep what the kit asks of any. */
class ContractIT extends StrategyContract {

  @Test
  void allOfThemAreAsked() {
    assertThat(strategies())
        .extracting(TransferStrategy::name)
        .containsExactlyInAnyOrderElementsOf(Providers.strategies());
  }
}
