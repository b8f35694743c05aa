package dev.sendfile.tck;

import dev.sendfile.spi.Availability;
import dev.sendfile.spi.Batch;
import dev.sendfile.spi.Context;
import dev.sendfile.spi.Offer;
import dev.sendfile.spi.Plan;
import dev.sendfile.spi.Refusal;
import dev.sendfile.spi.Route;
import dev.sendfile.spi.Session;
import dev.sendfile.spi.Step;
import dev.sendfile.spi.TransferStrategy;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * Stands around a strategy, and takes whatever its steps throw for a refusal: that an end has
 * failed is then seen by nobody who does not ask the end.
 */
record SwallowingStrategy(TransferStrategy inner) implements TransferStrategy {

  @Override
  public String name() {
    return inner.name();
  }

  @Override
  public String technique() {
    return inner.technique();
  }

  @Override
  public Availability availability() {
    return inner.availability();
  }

  @Override
  public boolean serves(Route route, boolean prepared) {
    return inner.serves(route, prepared);
  }

  @Override
  public Offer assess(Plan plan) {
    return inner.assess(plan);
  }

  @Override
  public Session open(Plan plan, Context context) throws IOException {
    return new Swallowing(inner.open(plan, context));
  }

  private record Swallowing(Session session) implements Session {

    @Override
    public Step step(Batch batch) {
      try {
        return session.step(batch);
      } catch (Throwable e) { // whatever it is: that is what this is for
        return Step.notHandled(Refusal.ofEnds("it did not go well"));
      }
    }

    @Override
    public long detained() {
      return session.detained();
    }

    @Override
    public int surrender(ByteBuffer into) throws IOException {
      return session.surrender(into);
    }

    @Override
    public long stray() {
      return session.stray();
    }

    @Override
    public void unblock() {
      session.unblock();
    }

    @Override
    public void close() {
      session.close();
    }
  }
}
