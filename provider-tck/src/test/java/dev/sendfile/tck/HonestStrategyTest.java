package dev.sendfile.tck;

import dev.sendfile.spi.TransferStrategy;
import java.util.List;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * Raises no false alarm: an honest strategy passes. So do those of the project, and the one of the
 * examples, whose tests run in each build.
 */
@EnabledIfSystemProperty(named = "dev.sendfile.tck.all", matches = "true")
class HonestStrategyTest extends StrategyContract {

  @Override
  protected List<TransferStrategy> strategies() {
    return List.of(new HonestStrategy("honest"));
  }
}
