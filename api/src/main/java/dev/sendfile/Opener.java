package dev.sendfile;

import dev.sendfile.internal.end.Ends;
import dev.sendfile.internal.end.EngineEnd;
import dev.sendfile.internal.end.EngineSource;
import dev.sendfile.internal.end.EngineTarget;
import dev.sendfile.internal.end.Opening;
import dev.sendfile.internal.end.Trust;
import dev.sendfile.spi.EndKind;
import dev.sendfile.spi.Plan;
import java.io.IOException;
import java.lang.System.Logger.Level;
import org.jspecify.annotations.Nullable;

/**
 * Checks what a user wants and opens the ends for it. Whatever is refused is refused here, before a
 * byte moves.
 */
final class Opener {

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
    refuseInterrupted();
    Settings settings = terms.settings();
    EngineSource source = null;
    EngineTarget target = null;
    Driver opened = null;
    try {
      source = source(settings.trust().mark(from));
      target = target(settings.trust().mark(to), opening, source);
      refuseTimeoutOnStream(terms, source, target);
      Plan plan = plan(terms, source, target, offset, length, opening, framing.headerLength());
      boolean guarded = cancellable || settings.hasTimeout();
      Guard guard = guarded ? new Guard(terms.engine().watchdog(), source, target, settings) : null;
      opened = new Driver(terms, plan, length >= 0, framing, listener, guard);
      return opened;
    } catch (IOException e) {
      throw Failures.beforeStart(e);
    } finally {
      if (opened == null) {
        release(source);
        release(target);
      }
    }
  }

  /** Opens the ends only to say what would become of them. */
  static Explanation explain(Sendfile sendfile, TransferRequest request) throws TransferException {
    refuseInterrupted();
    Terms terms = sendfile.terms();
    Trust trust = terms.settings().trust();
    EngineSource source = null;
    EngineTarget target = null;
    try {
      source = source(trust.mark(request.source()));
      target = target(trust.mark(request.target()), request.opening(), source);
      Plan plan =
          plan(
              terms,
              source,
              target,
              request.offset(),
              request.length(),
              request.opening(),
              request.framing().headerLength());
      if (source.positional() && plan.length() > 0) {
        Range.verify(source, plan.offset(), plan.length(), terms.engine());
      }
      return new Explainer(terms).explain(request, plan);
    } catch (IOException e) {
      throw Failures.beforeStart(e);
    } finally {
      release(source);
      release(target);
    }
  }

  private static EngineSource source(Object given) throws IOException {
    EngineSource source = Ends.source(given);
    try {
      source.check();
      return source;
    } catch (IOException e) {
      release(source);
      throw e;
    }
  }

  private static EngineTarget target(Object given, Opening opening, EngineSource source)
      throws IOException {
    EngineTarget target = Ends.target(given, opening, source);
    try {
      target.check();
      return target;
    } catch (IOException e) {
      release(target);
      throw e;
    }
  }

  private static Plan plan(
      Terms terms,
      EngineSource source,
      EngineTarget target,
      long offset,
      long length,
      Opening opening,
      int headerLength)
      throws IOException {
    long begin = offset + source.start();
    Plan plan =
        new Plan(
            source,
            target,
            begin,
            Range.settle(source, begin, length, terms.engine()),
            opening.start(),
            headerLength,
            target.blocking() || source.blocking(),
            terms.settings().options());
    if (target.kind().equals(EndKind.FILE) && source.kind().equals(EndKind.FILE)) {
      Overlap.refuse(source, target, plan, opening);
    }
    return plan;
  }

  /** Closes what was opened for a transfer. */
  static void release(@Nullable EngineEnd end) {
    if (end != null) {
      try {
        end.release();
      } catch (IOException e) {
        System.getLogger("dev.sendfile")
            .log(Level.WARNING, "closing " + end.describe() + " failed", e);
      }
    }
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
