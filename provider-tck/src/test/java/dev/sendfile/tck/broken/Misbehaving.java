package dev.sendfile.tck.broken;

import dev.sendfile.spi.Batch;
import dev.sendfile.spi.Step;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channel;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.channels.SelectableChannel;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Steps that move the right bytes, and should not do so in this way. */
final class Misbehaving {

  /** So that nothing burns a processor or waits for longer than the test that catches it. */
  private static final long BOUND = TimeUnit.SECONDS.toNanos(3);

  private Misbehaving() {}

  static Step spins(Hand hand) throws IOException {
    ByteBuffer bytes = hand.read(hand.batch().position(), hand.batch().max());
    if (!bytes.hasRemaining()) {
      return Step.END_OF_SOURCE;
    }
    long until = System.nanoTime() + BOUND;
    int n = hand.write(bytes);
    while (n == 0 && System.nanoTime() < until) {
      n = hand.write(bytes);
    }
    return hand.moved(n);
  }

  static Step sleeps(Hand hand) throws IOException {
    try {
      Thread.sleep(30);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return hand.honestly();
  }

  static Step startsAThread(Hand hand) throws IOException {
    Thread thread = new Thread(() -> LockSupport.parkNanos(BOUND), "forgotten");
    thread.setDaemon(true);
    thread.start();
    return hand.honestly();
  }

  static Step ignoresClose(Hand hand) throws IOException {
    try {
      return hand.honestly();
    } catch (ClosedChannelException e) {
      return Step.TARGET_FULL;
    }
  }

  static Step ignoresTheInterrupt(Hand hand) throws IOException {
    Thread.interrupted();
    return hand.honestly();
  }

  static Step swallowsAFullDisk(Hand hand) throws IOException {
    try {
      return hand.honestly();
    } catch (ClosedChannelException e) {
      throw e;
    } catch (IOException e) {
      return Step.TARGET_FULL;
    }
  }

  static Step wrapsWhatIsThrown(Hand hand) throws IOException {
    try {
      return hand.honestly();
    } catch (IOException e) {
      throw new IOException("the broken strategy failed", e);
    }
  }

  static Step movesTheSourcePosition(Hand hand) throws IOException {
    FileChannel file = hand.plan().source().as(FileChannel.class);
    if (file != null && !hand.plan().source().owned()) {
      file.position(hand.batch().position() + 1);
    }
    return hand.honestly();
  }

  static Step closesTheTarget(Hand hand) throws IOException {
    Step answer = hand.honestly();
    Channel channel = hand.plan().target().as(Channel.class);
    boolean last = hand.plan().length() <= hand.batch().position() + hand.batch().max();
    if (channel != null && last) {
      channel.close();
    }
    return answer;
  }

  static Step changesTheMode(Hand hand) throws IOException {
    SelectableChannel channel = hand.plan().target().as(SelectableChannel.class);
    if (channel != null && !channel.isBlocking() && !channel.isRegistered()) {
      channel.configureBlocking(true);
    }
    return hand.honestly();
  }

  static Hand.Flaw keepsTheBatch() {
    Batch[] first = {null};
    return hand -> {
      if (first[0] != null) {
        first[0].max();
      }
      first[0] = hand.batch();
      return hand.honestly();
    };
  }
}
