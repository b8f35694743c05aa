package dev.sendfile.tck;

import dev.sendfile.spi.Batch;
import dev.sendfile.spi.Refusal;
import dev.sendfile.spi.Scope;
import dev.sendfile.spi.Session;
import dev.sendfile.spi.Step;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** A session whose every call is compared with what it promises. */
final class WatchedSession implements Session {

  private final Witness witness;
  private final Scene scene;
  private final Session session;
  private final Account account;
  private final WatchedContext context;
  private final Standing standing;
  private final boolean neverParks;
  private int steps;

  WatchedSession(
      Witness witness,
      Scene scene,
      Session session,
      Account account,
      WatchedContext context,
      Standing standing,
      boolean neverParks) {
    this.witness = witness;
    this.scene = scene;
    this.session = session;
    this.account = account;
    this.context = context;
    this.standing = standing;
    this.neverParks = neverParks;
  }

  @Override
  public Step step(Batch batch) throws IOException {
    Refusal refusal = witness.interludes().stepIsDue(++steps);
    if (refusal != null) {
      return Step.notHandled(refusal);
    }
    boolean interrupted = Thread.currentThread().isInterrupted();
    WatchedBatch lent = new WatchedBatch(batch, scene);
    account.begin(batch);
    Scene before = witness.enter(scene, Scene.Act.STEP);
    StepSampler.Stay stay = witness.sampler().enter(scene, neverParks);
    Step answer = null;
    Throwable thrown = null;
    try {
      answer = session.step(lent);
      return answer;
    } catch (Throwable e) { // the engine's to handle; here it is only looked at
      thrown = e;
      throw e;
    } finally {
      witness.sampler().leave(stay);
      lent.end();
      account.end(batch, answer, thrown, interrupted);
      checkRefusal(answer);
      standing.checkModes();
      if (steps == 1) {
        standing.checkPosition();
      }
      witness.leave(scene, before);
    }
  }

  private void checkRefusal(@Nullable Step answer) {
    if (answer instanceof Step.NotHandled refused) {
      if (refused.refusal().reason().isBlank()) {
        scene.note(Promise.REFUSALS_SAY_WHY, "it refused without a reason");
      }
      boolean forGood = refused.refusal().scope() == Scope.PROCESS && !context.wraps();
      if (forGood && witness.strategy().availability().isAvailable()) {
        scene.note(Promise.REFUSES_FOR_GOOD, "it answered " + answer + ", and is available");
      }
    }
  }

  @Override
  public long detained() {
    long detained = session.detained();
    if (detained < 0) {
      scene.note(Promise.KEEPS_WHAT_IT_TOOK, "detained() answered " + detained);
    }
    return detained;
  }

  @Override
  public int surrender(ByteBuffer into) throws IOException {
    long held = session.detained();
    int from = into.position();
    boolean room = into.hasRemaining();
    Scene before = witness.enter(scene, Scene.Act.SURRENDER);
    try {
      int n = session.surrender(into);
      int put = into.position() - from;
      long left = session.detained();
      if (n != put || left != held - put || (put == 0 && held > 0 && room)) {
        scene.note(
            Promise.SURRENDERS_IN_ORDER,
            "of %d detained bytes it put %d, said %d, and detains %d now"
                .formatted(held, put, n, left));
      }
      account.surrendered(into, from);
      return n;
    } finally {
      witness.leave(scene, before);
    }
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
    Scene before = witness.enter(scene, Scene.Act.CLOSE);
    try {
      session.close();
    } catch (RuntimeException | Error e) {
      scene.note(Promise.NOTHING_UNCHECKED, "it threw " + e);
      throw e;
    } finally {
      if (context.lent() > 0) {
        scene.note(
            Promise.LEASES_RETURNED, context.lent() + " buffers on loan were not given back");
      }
      if (context.leftOpen() > 0) {
        scene.note(Promise.CLOSES_WHAT_IT_WRAPS, "the session that it wraps is still open");
      }
      standing.checkPosition();
      standing.checkModes();
      witness.leave(scene, before);
    }
  }
}
