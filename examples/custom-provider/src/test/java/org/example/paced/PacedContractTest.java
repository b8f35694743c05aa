package org.example.paced;

import dev.sendfile.spi.TransferStrategy;
import dev.sendfile.tck.StrategyContract;
import java.util.List;

/** It keeps what every strategy promises, at a rate that leaves the timing to the tests. */
class PacedContractTest extends StrategyContract {

  @Override
  protected List<TransferStrategy> strategies() {
    return List.of(new PacedStrategy("1000000000"));
  }
}
