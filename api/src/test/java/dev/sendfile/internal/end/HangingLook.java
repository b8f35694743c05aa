package dev.sendfile.internal.end;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** A look at a file that hangs until it is let go on, as on a server that does not answer. */
final class HangingLook implements StrangeFiles.Look {

  private final AtomicInteger hanging = new AtomicInteger();
  private volatile CountDownLatch answer = new CountDownLatch(0);

  @Override
  public void begin() throws IOException {
    hanging.incrementAndGet();
    try {
      answer.await();
    } catch (InterruptedException e) {
      throw new IOException(e);
    } finally {
      hanging.decrementAndGet();
    }
  }

  /** The file, whose looks are these. */
  Path path(Path file) {
    return StrangeFiles.looking(this).path(file);
  }

  /** From now on looks hang. */
  void hang() {
    answer = new CountDownLatch(1);
  }

  /** Answers those that hang. */
  void goOn() {
    answer.countDown();
  }

  int hanging() {
    return hanging.get();
  }
}
