package dev.sendfile.cli;

import dev.sendfile.Sendfile;
import dev.sendfile.StrategyInfo;
import dev.sendfile.TransferRequest;
import dev.sendfile.TransferResult;
import dev.sendfile.spi.EndKind;
import dev.sendfile.spi.Route;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Sends a file by one strategy over loopback TCP and checks what arrives. First to a receiver that
 * hashes; then, as hashing is slower than sending, to one that only counts, and that is timed.
 *
 * @param file the file
 */
record Trial(RandomFile file) {

  /** A small file is sent so often, and the fastest counts: the first times warm the JVM up. */
  private static final int MOST_TIMED_RUNS = 5;

  /** A large file is sent only as often as is needed to fill this time. */
  private static final double ENOUGH_SECONDS = 0.25;

  private static final Route ROUTE = Route.of(EndKind.FILE, EndKind.TCP);
  private static final double NANOS_PER_SECOND = 1e9;

  /**
   * How a strategy did.
   *
   * @param route the kinds of the two ends
   * @param bytes how many bytes arrived in the fastest timed run
   * @param seconds how long that took, until the receiver saw the end
   * @param verified whether the right bytes arrived, and the right number of them
   * @param error why not, if the transfer failed
   */
  record Outcome(
      String strategy,
      String technique,
      String route,
      long bytes,
      double seconds,
      boolean verified,
      @Nullable String error) {}

  private record Run(TransferResult result, long received, double seconds) {}

  Outcome of(StrategyInfo strategy, Sendfile sendfile)
      throws GeneralSecurityException, InterruptedException {
    Sendfile forced = sendfile.withForce(strategy.name());
    MessageDigest arrived = MessageDigest.getInstance("SHA-256");
    try {
      run(forced, arrived::update);
      boolean same = HexFormat.of().formatHex(arrived.digest()).equals(file.sha256());
      Run timed = fastest(forced);
      TransferResult result = timed.result();
      return new Outcome(
          result.strategy(),
          result.technique(),
          result.route().toString(),
          timed.received(),
          timed.seconds(),
          same && timed.received() == result.bytes(),
          null);
    } catch (IOException e) {
      return new Outcome(
          strategy.name(), strategy.technique(), ROUTE.toString(), 0, 0, false, e.getMessage());
    }
  }

  private Run fastest(Sendfile sendfile) throws IOException, InterruptedException {
    Run fastest = run(sendfile, buffer -> {});
    double spent = fastest.seconds();
    for (int i = 1; i < MOST_TIMED_RUNS && spent < ENOUGH_SECONDS; i++) {
      Run another = run(sendfile, buffer -> {});
      spent += another.seconds();
      fastest = another.seconds() < fastest.seconds() ? another : fastest;
    }
    return fastest;
  }

  private Run run(Sendfile sendfile, Consumer<ByteBuffer> sink)
      throws IOException, InterruptedException {
    try (Loopback sockets = Loopback.tcp()) {
      Receiver receiver = Receiver.start(sockets.far(), sink);
      long began = System.nanoTime();
      TransferResult result =
          sendfile.transfer(TransferRequest.from(file.path()).to(sockets.near()));
      sockets.near().shutdownOutput();
      long received = receiver.await();
      return new Run(result, received, (System.nanoTime() - began) / NANOS_PER_SECOND);
    }
  }
}
