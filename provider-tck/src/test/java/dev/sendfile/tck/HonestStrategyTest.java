package dev.sendfile.tck;

import dev.sendfile.spi.TransferStrategy;
import java.util.List;

/** Raises no false alarm: an honest strategy passes. */
class HonestStrategyTest extends StrategyContract {

  @Override
  protected List<TransferStrategy> strategies() {
    return List.of(new HonestStrategy("honest"));
  }
}
