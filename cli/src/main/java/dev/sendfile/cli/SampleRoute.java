package dev.sendfile.cli;

import dev.sendfile.Sendfile;
import dev.sendfile.TransferRequest;
import dev.sendfile.TransferResult;
import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.ReadableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * From one kind of end to another.
 *
 * @param file what moves: the source itself, or what is fed into it
 */
record SampleRoute(Path file, Kind from, Kind to) implements DemoRoute {

  @Override
  public Run run(String strategy, Sendfile sendfile, boolean compared)
      throws IOException, InterruptedException {
    try (SampleTarget target = to.target();
        SampleSource source = from == Kind.FILE ? null : from.source()) {
      TransferRequest request =
          target.request().apply(source == null ? TransferRequest.from(file) : source.request());
      Optional<String> refusal = Reasons.notServed(strategy, sendfile.explain(request));
      return refusal.isPresent()
          ? Run.refused(refusal.get())
          : run(sendfile, request, source, target, compared);
    }
  }

  private Run run(
      Sendfile sendfile,
      TransferRequest request,
      @Nullable SampleSource source,
      SampleTarget target,
      boolean compared)
      throws IOException, InterruptedException {
    Closeable ends =
        () -> {
          try (source;
              target) {
            // both, whatever the first one throws
          }
        };
    FarSide far = new FarSide(file, ends);
    ReadableByteChannel arriving = target.far();
    Background receiver =
        arriving == null ? null : compared ? far.compare(arriving) : far.count(arriving);
    long began = System.nanoTime();
    Background feeder = source == null ? null : far.feed(source);
    TransferResult result;
    try {
      result = sendfile.transfer(request);
      target.end().close();
    } catch (IOException e) {
      for (Background each : new Background[] {feeder, receiver}) {
        if (each != null) {
          each.blameFor(e);
        }
      }
      throw e;
    }
    Path copy = target.written();
    long arrived =
        receiver != null ? receiver.await() : copy == null ? 0 : arrivedIn(copy, compared);
    double seconds = Job.secondsSince(began);
    if (feeder != null) {
      feeder.await();
    }
    return Run.of(Files.size(file), result.bytes(), arrived, seconds);
  }

  private long arrivedIn(Path copy, boolean compared) throws IOException {
    if (compared && Files.mismatch(file, copy) >= 0) {
      throw new IOException("what arrived is not what was sent");
    }
    return Files.size(copy);
  }

  @Override
  public String toString() {
    return from + " -> " + to;
  }
}
