package dev.sendfile.itests;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sendfile.itests.fixture.Providers;
import dev.sendfile.spi.TransferStrategy;
import dev.sendfile.tck.StrategyContract;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;

/** Our native strategies do so too, in a JVM beside that of {@link ContractIT}. */
@EnabledForJreRange(min = JRE.JAVA_22, disabledReason = "native calls need Java 22")
class NativeContractIT extends StrategyContract {

  @Override
  protected List<TransferStrategy> strategies() {
    List<String> ours = Providers.nativeStrategies();
    return super.strategies().stream().filter(it -> ours.contains(it.name())).toList();
  }

  @Test
  void allOfThemAreAsked() {
    assertThat(strategies())
        .extracting(TransferStrategy::name)
        .containsExactlyInAnyOrderElementsOf(Providers.nativeStrategies());
  }
}
