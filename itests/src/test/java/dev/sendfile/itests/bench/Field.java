package dev.sendfile.itests.bench;

import dev.sendfile.Explanation;
import dev.sendfile.Sendfile;
import dev.sendfile.TransferRequest;
import dev.sendfile.TransferResult;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * Those that take part in a contest. One that asks for a strategy that is not there, or that
 * declines, is left out, and a line says so.
 */
final class Field implements Closeable {

  /** Moves all bytes once, by means of the JDK. */
  @FunctionalInterface
  interface ByHand {
    void once() throws IOException;
  }

  /** Moves all bytes once, by the library. */
  @FunctionalInterface
  interface ByLibrary {
    TransferResult once() throws IOException;
  }

  private final long size;
  private final List<Contender> contenders = new ArrayList<>();
  private final Deque<Closeable> kept = new ArrayDeque<>();

  Field(long size) {
    this.size = size;
  }

  List<Contender> contenders() {
    return contenders;
  }

  /** Closes something when the contest is over, before what was there earlier. */
  <T extends Closeable> T keep(T closeable) {
    kept.push(closeable);
    return closeable;
  }

  void add(String name, List<Link> links, ByHand move) {
    contenders.add(
        new InThread(
            name,
            links,
            size,
            () -> {
              move.once();
              return "";
            }));
  }

  /** Adds the library if it can serve the request. */
  void add(String name, List<Link> links, Sendfile sendfile, TransferRequest request)
      throws IOException {
    add(name, links, sendfile, request, () -> sendfile.transfer(request));
  }

  /** Adds the library, by a shorter way than a request, if it can serve a request like it. */
  void add(String name, List<Link> links, Sendfile sendfile, TransferRequest alike, ByLibrary move)
      throws IOException {
    Explanation explanation = sendfile.explain(alike);
    if (explanation.chosen().isEmpty()) {
      leaveOut(name, reasons(explanation));
    } else {
      contenders.add(new InThread(name, links, size, () -> move.once().strategy()));
    }
  }

  void add(Optional<Rival> rival) {
    rival.map(this::keep).ifPresent(contenders::add);
  }

  void leaveOut(String name, String reason) {
    System.out.println("# left out " + name + " at " + size + ": " + reason);
  }

  private static String reasons(Explanation explanation) {
    String forced = explanation.forced().orElse("");
    return explanation.verdicts().stream()
        .filter(it -> it.strategy().equals(forced))
        .map(it -> it.standing() + ", " + it.reason())
        .findFirst()
        .orElseGet(() -> String.join("; ", explanation.notes()));
  }

  @Override
  public void close() throws IOException {
    while (!kept.isEmpty()) {
      kept.pop().close();
    }
  }
}
