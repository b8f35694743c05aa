package dev.sendfile;

import dev.sendfile.internal.end.Ends;
import dev.sendfile.internal.end.EngineSource;
import dev.sendfile.internal.end.EngineTarget;
import dev.sendfile.spi.Plan;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
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
    TransferListener own = request.listener();
    return open(
        sendfile,
        request.source(),
        request.target(),
        request.offset(),
        request.length(),
        request.header(),
        request.trailer(),
        own != null ? own : sendfile.settings().listener(),
        cancellable);
  }

  /** Opens a transfer of a part; one by one, so that the shortest way needs no request. */
  static Driver open(Sendfile sendfile, Object source, Object target, long offset, long length)
      throws TransferException {
    ByteBuffer none = TransferRequest.NONE;
    TransferListener listener = sendfile.settings().listener();
    return open(sendfile, source, target, offset, length, none, none, listener, false);
  }

  private static Driver open(
      Sendfile sendfile,
      Object from,
      Object to,
      long offset,
      long length,
      ByteBuffer header,
      ByteBuffer trailer,
      @Nullable TransferListener listener,
      boolean cancellable)
      throws TransferException {
    Settings settings = sendfile.settings();
    refuseTimeoutOnStream(settings, from, to);
    refuseInterrupted();
    EngineSource source = null;
    Driver opened = null;
    try {
      EngineTarget target = target(to);
      source = source(from);
      Plan plan = plan(sendfile, source, target, offset, length, header.remaining());
      boolean guarded = cancellable || settings.hasTimeout();
      Guard guard =
          guarded ? new Guard(sendfile.engine().watchdog(), source, target, settings) : null;
      opened = new Driver(sendfile, plan, length >= 0, header, trailer, listener, guard);
      return opened;
    } catch (IOException e) {
      throw Failures.beforeStart(e);
    } finally {
      if (opened == null) {
        closeOwned(source);
      }
    }
  }

  /** Opens the ends only to say what would become of them. */
  static Explanation explain(Sendfile sendfile, TransferRequest request) throws TransferException {
    refuseInterrupted();
    EngineSource source = null;
    try {
      EngineTarget target = target(request.target());
      source = source(request.source());
      Plan plan =
          plan(
              sendfile,
              source,
              target,
              request.offset(),
              request.length(),
              request.header().remaining());
      if (source.positional() && plan.length() > 0) {
        Range.verify(source, plan.offset(), plan.length(), sendfile.engine());
      }
      return new Explainer(sendfile).explain(request, plan);
    } catch (IOException e) {
      throw Failures.beforeStart(e);
    } finally {
      closeOwned(source);
    }
  }

  private static EngineTarget target(Object given) throws IOException {
    EngineTarget target = Ends.target(given);
    target.check();
    return target;
  }

  private static EngineSource source(Object given) throws IOException {
    EngineSource source = Ends.source(given);
    source.check();
    return source;
  }

  private static Plan plan(
      Sendfile sendfile,
      EngineSource source,
      EngineTarget target,
      long offset,
      long length,
      int headerLength)
      throws IOException {
    return new Plan(
        source,
        target,
        offset,
        Range.settle(source, offset, length, sendfile.engine()),
        0,
        headerLength,
        target.blocking() || source.blocking(),
        sendfile.settings().options());
  }

  static void closeOwned(@Nullable EngineSource source) {
    if (source != null && source.owned()) {
      try {
        source.close();
      } catch (IOException e) {
        System.getLogger("dev.sendfile")
            .log(Level.DEBUG, "closing " + source.describe() + " failed", e);
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

  private static void refuseTimeoutOnStream(Settings settings, Object source, Object target) {
    if (settings.writeTimeout() > 0 && target instanceof OutputStream) {
      throw onStream("writeTimeout " + settings.writeTimeoutText() + " on an OutputStream");
    }
    if (settings.readTimeout() > 0 && source instanceof InputStream) {
      throw onStream("readTimeout " + settings.readTimeoutText() + " on an InputStream");
    }
  }

  private static IllegalArgumentException onStream(String what) {
    return new IllegalArgumentException(
        what
            + ": a blocked stream can only be ended by closing what is behind it, which the engine"
            + " does not know; pass the Socket or the channel, or set no timeout");
  }
}
