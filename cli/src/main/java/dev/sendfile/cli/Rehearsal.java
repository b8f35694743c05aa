package dev.sendfile.cli;

import dev.sendfile.Explanation;
import dev.sendfile.FileSource;
import dev.sendfile.PreparedTarget;
import dev.sendfile.Sendfile;
import dev.sendfile.TransferException;
import dev.sendfile.TransferRequest;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Has strategies move a few bytes: some find out only at their first use that they cannot run here.
 * So few bytes fit into any socket, and nobody need read them meanwhile.
 */
final class Rehearsal implements Closeable {

  private static final int BYTES = 1000;
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final Sendfile sendfile;
  private final TempFile file;

  /** What a strategy said to a route: it moved the bytes, or there is a reason. */
  private record Answer(String route, boolean declined, @Nullable String reason) {}

  /**
   * How it went.
   *
   * @param moved the route over which bytes moved, if they did
   * @param problem why they did not, if they did not
   */
  record Result(@Nullable String moved, @Nullable String problem) {

    /** Of what is not available, and so was not tried. */
    static final Result NONE = new Result(null, null);
  }

  /** A transfer between two ends that it makes and closes. */
  private interface Way {
    Answer go(String strategy) throws IOException;
  }

  private Rehearsal(Sendfile sendfile, TempFile file) {
    this.sendfile = sendfile.withWriteTimeout(PATIENCE).withReadTimeout(PATIENCE);
    this.file = file;
  }

  static Rehearsal of(Sendfile sendfile) throws IOException {
    return new Rehearsal(sendfile, TempFile.of(new byte[BYTES]));
  }

  /** Tries a strategy on the first route that it does not decline. */
  Result of(String strategy) throws IOException {
    Answer answer = preparedSend(strategy);
    for (Way way : List.<Way>of(this::receive, this::copy, this::send)) {
      if (answer.declined()) {
        answer = way.go(strategy);
      }
    }
    String reason = answer.reason();
    if (reason == null) {
      return new Result(answer.route(), null);
    }
    return new Result(
        null, answer.declined() ? "it declines " + answer.route() + ": " + reason : reason);
  }

  private Answer preparedSend(String strategy) throws IOException {
    try (Loopback sockets = Loopback.tcp();
        FileSource source = FileSource.builder(file.path()).mapped().open();
        PreparedTarget target = PreparedTarget.of(sockets.near())) {
      return run(strategy, TransferRequest.from(source).to(target));
    }
  }

  private Answer send(String strategy) throws IOException {
    try (Loopback sockets = Loopback.tcp()) {
      return run(strategy, TransferRequest.from(file.path()).to(sockets.near()));
    }
  }

  private Answer receive(String strategy) throws IOException {
    try (Loopback sockets = Loopback.tcp();
        TempFile copy = TempFile.create()) {
      sockets.near().write(ByteBuffer.allocate(BYTES));
      sockets.near().shutdownOutput();
      return run(strategy, TransferRequest.from(sockets.far()).to(copy.path()).range(0, BYTES));
    }
  }

  private Answer copy(String strategy) throws IOException {
    try (TempFile copy = TempFile.create()) {
      return run(strategy, TransferRequest.from(file.path()).to(copy.path()));
    }
  }

  private Answer run(String strategy, TransferRequest request) throws IOException {
    Sendfile forced = sendfile.withForce(strategy);
    Explanation explanation = forced.explain(request);
    Optional<String> refusal = Reasons.notServed(strategy, explanation);
    if (refusal.isPresent()) {
      return new Answer(explanation.route().toString(), true, refusal.get());
    }
    try {
      return new Answer(forced.transfer(request).route().toString(), false, null);
    } catch (TransferException e) {
      return new Answer("", false, Reasons.failed(strategy, e));
    }
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
