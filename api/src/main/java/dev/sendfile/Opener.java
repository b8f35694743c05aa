package dev.sendfile;

import dev.sendfile.internal.end.CountedReads;
import dev.sendfile.internal.end.Ends;
import dev.sendfile.internal.end.EngineEnd;
import dev.sendfile.internal.end.EngineSource;
import dev.sendfile.internal.end.EngineTarget;
import dev.sendfile.internal.end.Opening;
import dev.sendfile.internal.end.Trust;
import dev.sendfile.internal.telemetry.Recorder;
import dev.sendfile.spi.EndKind;
import dev.sendfile.spi.Plan;
import dev.sendfile.spi.Route;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Checks what a user wants and opens the ends for it. Whatever is refused is refused here, before a
 * byte moves.
 */
final class Opener {

  /** In records, of an end that was not looked at. */
  private static final EndKind NOT_OPENED = new EndKind("");

  private Opener() {}

  /** Opens a transfer. */
  static Driver open(Sendfile sendfile, TransferRequest request, boolean cancellable)
      throws TransferException {
    Terms terms = sendfile.terms();
    TransferListener own = request.listener();
    return open(
        terms,
        request.source(),
        request.target(),
        request.offset(),
        request.length(),
        request.opening(),
        request.framing(),
        own != null ? own : terms.settings().listener(),
        cancellable);
  }

  /** Opens a transfer of a part; one by one, so that the shortest way needs no request. */
  static Driver open(Sendfile sendfile, Object source, Object target, long offset, long length)
      throws TransferException {
    Terms terms = sendfile.terms();
    TransferListener listener = terms.settings().listener();
    return open(
        terms, source, target, offset, length, Opening.DEFAULT, Framing.EMPTY, listener, false);
  }

  private static Driver open(
      Terms terms,
      Object from,
      Object to,
      long offset,
      long length,
      Opening opening,
      Framing framing,
      @Nullable TransferListener listener,
      boolean cancellable)
      throws TransferException {
    Settings settings = terms.settings();
    EngineSource source = null;
    EngineTarget target = null;
    FailedEnd at = FailedEnd.NEITHER;
    boolean askingEnds = true;
    try {
      refuseInterrupted();
      at = FailedEnd.SOURCE;
      source = Ends.source(settings.trust().mark(from));
      source.check();
      at = FailedEnd.TARGET;
      target = Ends.target(settings.trust().mark(to), opening, source);
      target.check();
      at = FailedEnd.SOURCE; // whose range is looked at
      source = target.blocking() ? source.alone(length) : source;
      source = settings.hasTimeout() && source.positional() ? new CountedReads(source) : source;
      Plan plan = plan(terms, source, target, offset, length, opening, framing);
      if (isCopy(plan)) {
        Overlap.refuse(source, target, plan, opening);
      }
      askingEnds = false;
      refuseTimeoutOnStream(terms, source, target);
      boolean guarded = cancellable || settings.hasTimeout();
      Guard guard = guarded ? new Guard(terms.engine().watchdog(), source, target, settings) : null;
      return new Driver(terms, plan, length >= 0, framing, listener, guard);
    } catch (Throwable thrown) {
      Throwable e = settled(thrown, at, source, target);
      try {
        throw refused(e, at, askingEnds, source, target);
      } finally {
        record(terms, e, at, askingEnds, source, target);
      }
    }
  }

  /** What an end threw that uses the library itself: the account in it is another transfer's. */
  private static Throwable settled(
      Throwable thrown,
      FailedEnd at,
      @Nullable EngineSource source,
      @Nullable EngineTarget target) {
    if (!(thrown instanceof TransferException)) {
      return thrown;
    }
    if ((at == FailedEnd.SOURCE && source == null) || isOf(source, thrown)) {
      return new EndFailedException(FailedEnd.SOURCE, Words.of(thrown), thrown);
    }
    return (at == FailedEnd.TARGET && target == null) || isOf(target, thrown)
        ? new EndFailedException(FailedEnd.TARGET, Words.of(thrown), thrown)
        : thrown;
  }

  private static boolean isOf(@Nullable EngineEnd end, Throwable thrown) {
    return end != null && Doubt.isOf(end, thrown);
  }

  /** Tells whoever records of a transfer that was refused, with the ends that it had by then. */
  private static void record(
      Terms terms,
      Throwable thrown,
      FailedEnd at,
      boolean askingEnds,
      @Nullable EngineSource source,
      @Nullable EngineTarget target) {
    Recorder.Recording recording = terms.engine().recorder().begin();
    if (recording != null) {
      Throwable refusal =
          !askingEnds && isRefusal(thrown) ? thrown : Failures.beforeStart(thrown, at);
      Route route = Route.of(kind(source), kind(target));
      recording.end(route, "", "", 0, 0, refusal.getClass().getSimpleName());
    }
  }

  private static EndKind kind(@Nullable EngineEnd end) {
    return end == null ? NOT_OPENED : end.kind();
  }

  /**
   * Gives back what was opened. An error goes on as it is, and so does what the engine itself
   * refuses: what the code behind an end throws, a provider of paths for example, is a failure of
   * that end.
   *
   * @param askingEnds whether it was thrown while the ends were opened and looked at
   */
  private static TransferException refused(
      Throwable thrown,
      FailedEnd at,
      boolean askingEnds,
      @Nullable EngineSource source,
      @Nullable EngineTarget target) {
    Throwing.firstOf(thrown, Closing.of(source, target));
    if (!askingEnds && isRefusal(thrown)) {
      throw Throwing.<RuntimeException>as(thrown);
    }
    FailedEnd end = askingEnds || thrown instanceof IOException ? at : FailedEnd.NEITHER;
    EngineEnd opened =
        switch (end) {
          case SOURCE -> source;
          case TARGET -> target;
          case NEITHER -> null;
        };
    return Ending.thrown(thrown, Failures.beforeStart(thrown, end, opened));
  }

  /** Of exactly these classes: the JDK has subclasses for the state of what is behind an end. */
  private static boolean isRefusal(Throwable thrown) {
    return thrown.getClass() == IllegalArgumentException.class
        || thrown.getClass() == IllegalStateException.class;
  }

  /** Looks at the ends only to say what would become of them. */
  static Explanation explain(Sendfile sendfile, TransferRequest request) throws TransferException {
    refuseInterrupted();
    Terms terms = sendfile.terms();
    boolean byPath = request.source() instanceof Path || request.target() instanceof Path;
    return byPath ? new Look(() -> explain(terms, request)).by(terms) : explain(terms, request);
  }

  private static Explanation explain(Terms terms, TransferRequest request)
      throws TransferException {
    Trust trust = terms.settings().trust();
    EngineSource source = null;
    EngineTarget target = null;
    FailedEnd at = FailedEnd.SOURCE;
    boolean askingEnds = true;
    Explanation explanation;
    try {
      source = Ends.unread(trust.mark(request.source()));
      source.check();
      at = FailedEnd.TARGET;
      target = Ends.target(trust.mark(request.target()), request.opening(), source);
      target.check();
      at = FailedEnd.SOURCE; // whose range is looked at
      source = target.blocking() ? source.alone(request.length()) : source;
      Plan plan =
          plan(
              terms,
              source,
              target,
              request.offset(),
              request.length(),
              request.opening(),
              request.framing());
      String overlap =
          isCopy(plan) ? Overlap.explain(source, target, plan, request.opening()) : null;
      if (source.positional() && plan.length() > 0) {
        Range.verify(source, plan.offset(), plan.length(), terms.engine());
      }
      askingEnds = false;
      explanation = new Explainer(terms).explain(request, plan, overlap);
    } catch (Throwable e) {
      throw refused(settled(e, at, source, target), at, askingEnds, source, target);
    }
    Throwable error = Closing.of(source, target);
    if (error != null) {
      throw Ending.thrown(error, Failures.beforeStart(error, FailedEnd.NEITHER));
    }
    return explanation;
  }

  private static boolean isCopy(Plan plan) {
    return plan.target().kind().equals(EndKind.FILE) && plan.source().kind().equals(EndKind.FILE);
  }

  private static Plan plan(
      Terms terms,
      EngineSource source,
      EngineTarget target,
      long offset,
      long length,
      Opening opening,
      Framing framing)
      throws IOException {
    long begin = Range.begin(source, offset, length);
    long settled = Range.settle(source, begin, length, terms.engine());
    Range.verify(target, opening, framing.length(), settled);
    Plan plan =
        new Plan(
            source,
            target,
            begin,
            settled,
            opening.start(),
            framing.headerLength(),
            target.blocking() || source.blocking(),
            terms.settings().options());
    return plan;
  }

  /** On an interrupted thread the JDK closes each channel that is touched: so none is. */
  private static void refuseInterrupted() throws TransferInterruptedException {
    if (Thread.currentThread().isInterrupted()) {
      throw new TransferInterruptedException(
          "the thread was interrupted before anything was sent", null, Account.NOTHING);
    }
  }

  private static void refuseTimeoutOnStream(Terms terms, EngineSource source, EngineTarget target) {
    Settings settings = terms.settings();
    if (settings.writeTimeout() > 0 && target.blocking() && !target.closable()) {
      throw onStream("writeTimeout " + terms.writeTimeoutText() + " on an OutputStream");
    }
    if (settings.readTimeout() > 0 && source.blocking() && !source.closable()) {
      throw onStream("readTimeout " + terms.readTimeoutText() + " on an InputStream");
    }
  }

  private static IllegalArgumentException onStream(String what) {
    return new IllegalArgumentException(
        what
            + ": a blocked stream can only be ended by closing what is behind it, which the engine"
            + " does not know; pass the Socket or the channel, or set no timeout");
  }
}
