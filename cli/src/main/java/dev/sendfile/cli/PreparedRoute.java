package dev.sendfile.cli;

import dev.sendfile.FileSource;
import dev.sendfile.PreparedTarget;
import dev.sendfile.Sendfile;
import dev.sendfile.TransferRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * From a small file that is kept mapped to a connection that is kept alive: what some strategies
 * are for alone.
 *
 * @param file the file; it is sent again and again, as one send is too short to be timed
 */
record PreparedRoute(Path file) implements DemoRoute {

  /** Bytes of a file that any strategy for prepared ends takes: 16 KiB. */
  static final int FILE_BYTES = 16 << 10;

  /** All in all 16 MiB. */
  static final int SENDS = 1024;

  @Override
  public Run run(String strategy, Sendfile sendfile, boolean compared)
      throws IOException, InterruptedException {
    try (Loopback sockets = Loopback.tcp();
        FileSource source = FileSource.builder(file).mapped().open();
        PreparedTarget target = PreparedTarget.of(sockets.near())) {
      TransferRequest request = TransferRequest.from(source).to(target);
      Optional<String> refusal = Reasons.notServed(strategy, sendfile.explain(request));
      if (refusal.isPresent()) {
        return Run.refused(refusal.get());
      }
      FarSide far = new FarSide(file, sockets);
      Background receiver = compared ? far.compare(sockets.far()) : far.count(sockets.far());
      long began = System.nanoTime();
      long sent = 0;
      try {
        for (int i = 0; i < SENDS; i++) {
          sent += sendfile.transfer(request).bytes();
        }
      } catch (IOException e) {
        receiver.blameFor(e);
        throw e;
      }
      sockets.near().shutdownOutput();
      long arrived = receiver.await();
      return Run.of(SENDS * Files.size(file), sent, arrived, Job.secondsSince(began));
    }
  }

  @Override
  public String toString() {
    return "prepared -> " + Kind.TCP;
  }
}
