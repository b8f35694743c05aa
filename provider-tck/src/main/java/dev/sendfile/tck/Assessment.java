package dev.sendfile.tck;

import dev.sendfile.spi.Capability;
import dev.sendfile.spi.Offer;
import dev.sendfile.spi.Plan;

/** What a strategy answers when it is shown a plan, and whether it does no more than answer. */
final class Assessment {

  private final Witness witness;
  private final Scene scene;
  private final Plan plan;
  private final Plan watched;

  Assessment(Witness witness, Plan plan) {
    this.witness = witness;
    this.plan = plan;
    this.scene = new Scene(witness, plan);
    this.watched =
        Witness.watched(
            plan, new WatchedSource(plan.source(), scene), new WatchedTarget(plan.target(), scene));
  }

  /** The answer, which is the same if it is asked again. */
  Offer offer() {
    Standing standing = new Standing(scene, plan.source(), plan.target());
    Scene before = witness.enter(scene, Scene.Act.ASSESS);
    try {
      Offer first = ask();
      Offer second = ask();
      // what is linked just then may make a difference, once
      if (!first.equals(second) && !second.equals(ask())) {
        scene.note(Promise.PURE_ASSESS, "it answered " + first + ", then, to the same, " + second);
      }
      if (first instanceof Offer.Accepted && !serves()) {
        scene.note(
            Promise.DECLINES_WHAT_IT_NEVER_SERVES,
            "it answered " + first + " on " + plan.route() + ", which it says it never serves");
      }
      if (first instanceof Offer.Declined declined && declined.refusal().reason().isBlank()) {
        scene.note(Promise.REFUSALS_SAY_WHY, "it declined without a reason");
      }
      standing.checkPosition();
      standing.checkModes();
      return first;
    } finally {
      witness.leave(scene, before);
    }
  }

  /** Whether it says that a step never parks. */
  boolean neverParks() {
    return offer() instanceof Offer.Accepted accepted && accepted.has(Capability.NON_BLOCKING);
  }

  /** What the engine does not ask of a witness, so that it hears of every plan. */
  private boolean serves() {
    boolean prepared = plan.source().keep() != null && plan.target().keep() != null;
    return witness.strategy().serves(plan.route(), prepared);
  }

  private Offer ask() {
    try {
      Offer offer = witness.strategy().assess(watched);
      if (offer == null) {
        throw new NullPointerException("assess() returned null");
      }
      return offer;
    } catch (RuntimeException | Error e) {
      scene.note(Promise.NOTHING_UNCHECKED, "it threw " + e);
      throw e;
    }
  }
}
