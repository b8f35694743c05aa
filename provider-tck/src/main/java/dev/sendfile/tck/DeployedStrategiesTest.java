package dev.sendfile.tck;

/**
 * The contract for the strategies that are deployed where it runs: for projects that write no test
 * of their own but let their build find this one.
 */
public final class DeployedStrategiesTest extends StrategyContract {

  /** For JUnit. */
  public DeployedStrategiesTest() {}
}
