package dev.sendfile;

import static dev.sendfile.Scripted.upTo;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Pipe;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A file whose reads take longer than its target may: the target is not to blame for that. */
class SlowFileTest {

  private static final Duration TIMEOUT = Duration.ofMillis(100);

  /** On a disk that has to spin up, or behind a network. */
  private static final class Slow extends EndingEarly {

    Slow(long size) {
      super(size, size);
    }

    @Override
    public int read(ByteBuffer into, long position) {
      if (into.hasRemaining()) {
        pause();
      }
      return super.read(into, position);
    }

    private static void pause() {
      try {
        Thread.sleep(TIMEOUT.multipliedBy(6).toMillis());
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  @Test
  void aSlowReadIsNoStalledTargetWhereWritesBlock() throws IOException {
    assertThat(bytes(true)).isEqualTo(1000);
  }

  @Test
  void norWhereTheyDoNot() throws IOException {
    assertThat(bytes(false)).isEqualTo(1000);
  }

  private static long bytes(boolean blocking) throws IOException {
    Scripted strategy = new Scripted("a").then(upTo(1000));
    Pipe pipe = Pipe.open();
    try (Pipe.SinkChannel sink = pipe.sink();
        Pipe.SourceChannel unread = pipe.source()) {
      sink.configureBlocking(blocking);
      Sendfile sendfile = Deployed.of(strategy).sendfile().withWriteTimeout(TIMEOUT);
      long bytes = sendfile.transfer(TransferRequest.from(new Slow(1000)).to(sink)).bytes();
      assertThat(unread.isOpen() && sink.isOpen()).isTrue();
      return bytes;
    }
  }
}
