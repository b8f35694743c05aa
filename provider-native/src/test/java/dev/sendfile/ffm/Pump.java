package dev.sendfile.ffm;

import dev.sendfile.spi.Plan;
import dev.sendfile.spi.Session;
import java.io.IOException;

/** Two connections, of which one shall be pumped into the other. */
final class Pump implements AutoCloseable {

  final Connection from = Connection.open();
  final Connection to = Connection.open();
  final Plan plan = Plans.of(from.near, to.near, 1 << 20);

  Pump() throws IOException {}

  Session session(Linux linux) throws IOException {
    NativeSplice strategy = new NativeSplice(null);
    return strategy.open(plan, new TestContext(), new Calls(strategy, linux));
  }

  @Override
  public void close() throws IOException {
    from.close();
    to.close();
  }
}
