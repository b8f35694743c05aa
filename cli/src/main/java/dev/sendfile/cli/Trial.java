package dev.sendfile.cli;

import dev.sendfile.Explanation.Standing;
import dev.sendfile.NoStrategyException;
import dev.sendfile.Sendfile;
import dev.sendfile.StrategyInfo;
import dev.sendfile.TransferRequest;
import dev.sendfile.TransferResult;
import java.io.IOException;
import java.nio.channels.ReadableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Moves a file by one strategy over one route of this process and checks what arrives. First to a
 * receiver that compares it with the file; then, as that takes time, to one that only counts, and
 * that is timed.
 *
 * @param file the file
 */
record Trial(Path file) {

  /** A small file moves so often, and the fastest counts: the first times warm the JVM up. */
  private static final int MOST_TIMED_RUNS = 3;

  /** A large file moves only as often as is needed to fill this time. */
  private static final double ENOUGH_SECONDS = 0.05;

  /** Two kinds of ends. */
  record Between(Kind from, Kind to) {
    @Override
    public String toString() {
      return from + " -> " + to;
    }
  }

  /**
   * How a strategy did.
   *
   * @param bytes how many bytes arrived in the fastest timed run
   * @param seconds how long that took, until the other side saw the end
   * @param verified whether the right bytes arrived, and the right number of them; {@code null}
   *     where the route is not served
   * @param notServed why the strategy does not serve the route, if it does not
   * @param error what went wrong, if something did
   */
  record Outcome(
      String strategy,
      String technique,
      String route,
      long bytes,
      double seconds,
      @Nullable Boolean verified,
      @Nullable String notServed,
      @Nullable String error) {

    /** Whether it did as it said it would. */
    boolean good() {
      return !Boolean.FALSE.equals(verified);
    }
  }

  /** What a run came to; refused with a reason, or not. */
  private record Run(long sent, long arrived, double seconds, @Nullable String refusal) {}

  Outcome of(StrategyInfo strategy, Between ends, Sendfile sendfile) throws InterruptedException {
    Sendfile forced = sendfile.withForce(strategy.name());
    try {
      Run checked = run(strategy, ends, forced, true);
      if (checked.refusal() != null) {
        return outcome(strategy, ends, checked, null, null);
      }
      Run timed = fastest(strategy, ends, forced);
      long size = Files.size(file);
      boolean all = checked.arrived() == size && timed.arrived() == size && timed.sent() == size;
      return outcome(strategy, ends, timed, all, all ? null : "what arrived is not what was sent");
    } catch (NoStrategyException e) { // only the first step told
      boolean refused = e.bytesTransferredAtMost() == 0;
      Run run = new Run(0, 0, 0, refused ? e.reason() : null);
      return outcome(strategy, ends, run, refused ? null : false, refused ? null : e.getMessage());
    } catch (IOException e) {
      return outcome(strategy, ends, new Run(0, 0, 0, null), false, String.valueOf(e.getMessage()));
    }
  }

  private static Outcome outcome(
      StrategyInfo strategy,
      Between ends,
      Run run,
      @Nullable Boolean verified,
      @Nullable String error) {
    return new Outcome(
        strategy.name(),
        strategy.technique(),
        ends.toString(),
        run.arrived(),
        run.seconds(),
        verified,
        run.refusal(),
        error);
  }

  private Run fastest(StrategyInfo strategy, Between ends, Sendfile sendfile)
      throws IOException, InterruptedException {
    Run fastest = run(strategy, ends, sendfile, false);
    double spent = fastest.seconds();
    for (int i = 1; i < MOST_TIMED_RUNS && spent < ENOUGH_SECONDS; i++) {
      Run another = run(strategy, ends, sendfile, false);
      spent += another.seconds();
      fastest = another.seconds() < fastest.seconds() ? another : fastest;
    }
    return fastest;
  }

  private Run run(StrategyInfo strategy, Between ends, Sendfile sendfile, boolean compared)
      throws IOException, InterruptedException {
    try (SampleTarget target = ends.to().target();
        SampleSource source = ends.from() == Kind.FILE ? null : ends.from().source()) {
      TransferRequest request =
          target.request().apply(source == null ? TransferRequest.from(file) : source.request());
      Optional<String> refusal = refusal(strategy, sendfile, request);
      return refusal.isPresent()
          ? new Run(0, 0, 0, refusal.get())
          : run(sendfile, request, source, target, compared);
    }
  }

  private static Optional<String> refusal(
      StrategyInfo strategy, Sendfile sendfile, TransferRequest request) throws IOException {
    return sendfile.explain(request).verdicts().stream()
        .filter(it -> it.strategy().equals(strategy.name()) && it.standing() == Standing.DECLINED)
        .map(it -> it.reason())
        .findFirst();
  }

  private Run run(
      Sendfile sendfile,
      TransferRequest request,
      @Nullable SampleSource source,
      SampleTarget target,
      boolean compared)
      throws IOException, InterruptedException {
    FarSide far = new FarSide(file);
    ReadableByteChannel arriving = target.far();
    Background receiver =
        arriving == null ? null : compared ? far.compare(arriving) : far.count(arriving);
    long began = System.nanoTime();
    Background feeder = source == null ? null : far.feed(source);
    TransferResult result = sendfile.transfer(request);
    target.end().close();
    Path copy = target.written();
    long arrived =
        receiver != null ? receiver.await() : copy == null ? 0 : arrivedIn(copy, compared);
    double seconds = Job.secondsSince(began);
    if (feeder != null) {
      feeder.await();
    }
    return new Run(result.bytes(), arrived, seconds, null);
  }

  private long arrivedIn(Path copy, boolean compared) throws IOException {
    if (compared && Files.mismatch(file, copy) >= 0) {
      throw new IOException("what arrived is not what was sent");
    }
    return Files.size(copy);
  }
}
