package dev.sendfile;

import dev.sendfile.spi.Batch;
import dev.sendfile.spi.Context;
import dev.sendfile.spi.Offer;
import dev.sendfile.spi.Plan;
import dev.sendfile.spi.Refusal;
import dev.sendfile.spi.Session;
import dev.sendfile.spi.Step;
import dev.sendfile.spi.TransferStrategy;
import java.nio.ByteBuffer;
import java.util.Set;

/** Refuses, does not hand over what it claims to hold, and cannot be closed. */
record Sulking(String name) implements TransferStrategy {

  @Override
  public String technique() {
    return "test";
  }

  @Override
  public Offer assess(Plan plan) {
    return Offer.accepted(Set.of());
  }

  @Override
  public Session open(Plan plan, Context context) {
    return new Session() {
      @Override
      public Step step(Batch batch) {
        return Step.notHandled(Refusal.ofEnds("no"));
      }

      @Override
      public long detained() {
        return 1;
      }

      @Override
      public int surrender(ByteBuffer into) {
        throw new IllegalStateException("mine");
      }

      @Override
      public void close() {
        throw new IllegalStateException("cannot be closed");
      }
    };
  }
}
